using Dew.Cli.Output;
using Xunit;

namespace Dew.Cli.Tests;

public sealed class KeyWordsTests
{
    [Theory]
    [InlineData("", "-")]
    [InlineData("0", "1970-01-01 00:00:00Z")]
    [InlineData("1785542400000", "2026-08-01 00:00:00Z")]
    [InlineData("253402300800000", "253402300800000")]
    [InlineData("soon", "soon")]
    public void Time_is_in_utc_and_what_is_none_stays(string milliseconds, string expected)
    {
        Assert.Equal(expected, KeyWords.Time(milliseconds));
    }

    [Theory]
    [InlineData("2", "enabled")]
    [InlineData("7", "frozen")]
    [InlineData("9", "9")]
    public void State_is_in_words(string number, string expected)
    {
        Assert.Equal(expected, KeyWords.State(number));
    }

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(5_000_000, "4.8 MiB")]
    [InlineData(1_610_612_736, "1.50 GiB")]
    public void Size_is_in_binary_units(long bytes, string expected)
    {
        Assert.Equal(expected, KeyWords.Bytes(bytes));
    }
}
