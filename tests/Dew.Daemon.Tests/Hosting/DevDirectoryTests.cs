using Dew.Daemon.Hosting;
using Xunit;

namespace Dew.Daemon.Tests.Hosting;

public sealed class DevDirectoryTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("dew").FullName;

    private string Folder => Path.Combine(_parent, "dev");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void A_new_folder_is_private()
    {
        using DevDirectory folder = DevDirectory.Open(Folder);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherExecute)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_folder_that_others_can_use_is_refused_with_the_remedy(UnixFileMode tooMuch)
    {
        Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | tooMuch);

        StartException refusal = Assert.Throws<StartException>(() => DevDirectory.Open(Folder));

        Assert.Contains("chmod 700", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_use_is_refused()
    {
        using DevDirectory first = DevDirectory.Open(Folder);

        StartException refusal = Assert.Throws<StartException>(() => DevDirectory.Open(Folder));

        Assert.StartsWith("Another dewd serves", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_too_long_for_a_socket_is_refused()
    {
        StartException refusal = Assert.Throws<StartException>(() => DevDirectory.Open(Path.Combine(_parent, new string('x', 100))));

        Assert.Contains("too long", refusal.Message, StringComparison.Ordinal);
    }
}
