using Dew.Testing;
using Xunit;

namespace Dew.Client.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly ScratchDirectory _directory = new();

    private string Target => _directory.Combine("target");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Committed_file_has_its_name_and_content()
    {
        Write(overwrite: false, commit: true);

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Single(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void File_that_is_not_committed_leaves_nothing()
    {
        Write(overwrite: false, commit: false);

        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void Name_does_not_exist_before_the_commit()
    {
        using AtomicFile file = AtomicFile.Create(Target, overwrite: false, isPrivate: true);
        file.Stream.Write("new"u8);

        Assert.False(File.Exists(Target));
    }

    [Fact]
    public void Existing_file_is_not_replaced_unless_asked()
    {
        File.WriteAllText(Target, "old");

        Assert.Throws<IOException>(() => AtomicFile.Create(Target, overwrite: false, isPrivate: true));
        Assert.Equal("old", File.ReadAllText(Target));
    }

    [Fact]
    public void File_that_came_meanwhile_is_not_replaced()
    {
        using AtomicFile file = AtomicFile.Create(Target, overwrite: false, isPrivate: true);
        File.WriteAllText(Target, "old");

        Assert.Throws<IOException>(file.Commit);
        file.Dispose();
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Single(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void Existing_file_is_replaced_if_asked()
    {
        File.WriteAllText(Target, "old");
        Write(overwrite: true, commit: true);

        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void Existing_file_stays_if_the_new_one_is_not_committed()
    {
        File.WriteAllText(Target, "old");
        Write(overwrite: true, commit: false);

        Assert.Equal("old", File.ReadAllText(Target));
    }

    [Fact]
    public void Private_file_is_readable_by_its_owner_alone_from_the_beginning()
    {
        using AtomicFile file = AtomicFile.Create(Target, overwrite: false, isPrivate: true);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(_directory.Path).Single()));
    }

    [Fact]
    public void Directory_is_not_replaced()
    {
        Assert.Throws<IOException>(() => AtomicFile.Create(_directory.Path, overwrite: true, isPrivate: true));
    }

    private void Write(bool overwrite, bool commit)
    {
        using AtomicFile file = AtomicFile.Create(Target, overwrite, isPrivate: true);
        file.Stream.Write("new"u8);
        if (commit)
        {
            file.Commit();
        }
    }
}
