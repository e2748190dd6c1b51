using Dew.Testing;
using Xunit;

namespace Dew.Hsm.Tests;

public sealed class Pkcs11InteropDirectivesTests
{
    [Fact]
    public void The_committed_directives_are_those_of_the_assembly()
    {
        string committed = Path.Combine(RepositoryPaths.Root, "src", "Dew.Hsm", "Pkcs11Interop.rd.xml");
        string generated = Pkcs11InteropDirectives.Generate();
        if (!File.Exists(committed) || File.ReadAllText(committed) != generated)
        {
            string fresh = Path.Combine(Path.GetTempPath(), "Pkcs11Interop.rd.xml");
            File.WriteAllText(fresh, generated);
            Assert.Fail($"Stale. Look at {fresh}, then: cp {fresh} {committed}");
        }
    }
}
