using Dew.Core;
using Dew.Core.Jobs;
using Dew.Core.Kms;
using Dew.Core.Ports;
using Xunit;

namespace Dew.Storage.Tests;

/// <summary>Contents that a seal vouches for but that this program did not write so: each is damage, none is guessed at.</summary>
public sealed class RecordFormatTests
{
    private static readonly KeyRecord s_key = Sample.Key(1, 5) with
    {
        State = KeyState.PendingDeletion,
        DeletionDue = Sample.Time,
        Tags = TagSet.Of([new Tag("a", "1"), new Tag("b", "2")]),
    };

    private static readonly Dictionary<string, (byte[] Content, Action<byte[]> Decode)> s_formats = new()
    {
        ["key"] = (KeyRecordFormat.Encode(s_key), content => KeyRecordFormat.Decode(RecordKeys.OfKey(s_key.Id), content)),
        ["version"] = (
            KeyVersionFormat.Encode(Sample.VersionOf(s_key)),
            content => KeyVersionFormat.Decode(RecordKeys.OfVersion(s_key.Id, 1), content)),
        ["alias"] = (AliasFormat.Encode(s_key.Id), content => AliasFormat.Decode(RecordKeys.OfAlias(Sample.Project, "a"), content)),
        ["order"] = (OrderEntry.Of(s_key).Encode(), content => OrderEntry.Decode(RecordKeys.OfOrder(Sample.Project, 5), content)),
        ["count"] = (CountFormat.Encode(1), content => CountFormat.Decode(RecordKeys.OfCount(KeyClass.Of(s_key)), content)),
        ["job"] = (MarkFormat.Encode(), content => JobFormat.Decode(RecordKeys.OfJob(Sample.DeletionOf(s_key)), content)),
        ["bootstrap"] = (MetaFormat.EncodeBootstrap(new StoreBootstrap(1, new byte[5])), content => MetaFormat.DecodeBootstrap(content)),
        ["check"] = (MetaFormat.EncodeCheck(1), content => MetaFormat.DecodeCheck(content)),
        ["identity"] = (MetaFormat.EncodeIdentity(TestStore.Identity), content => MetaFormat.DecodeIdentity(content)),
        ["sequence"] = (MetaFormat.EncodeSequence(1), content => MetaFormat.DecodeSequence(content)),
    };

    public static TheoryData<string> Formats => [.. s_formats.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_was_encoded_decodes(string format)
    {
        (byte[] content, Action<byte[]> decode) = s_formats[format];

        decode(content);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_shorter_content_is_damage(string format)
    {
        (byte[] content, Action<byte[]> decode) = s_formats[format];
        for (int length = 0; length < content.Length; length++)
        {
            AssertDamage(() => decode(content[..length]));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_trailing_byte_is_damage(string format)
    {
        (byte[] content, Action<byte[]> decode) = s_formats[format];

        AssertDamage(() => decode([.. content, 0]));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Another_record_version_is_damage(string format)
    {
        (byte[] content, Action<byte[]> decode) = s_formats[format];

        AssertDamage(() => decode([3, .. content[1..]]));
    }

    [Theory]
    [InlineData(25, 0)]
    [InlineData(25, 10)]
    [InlineData(26, 0)]
    [InlineData(26, 4)]
    [InlineData(27, 0)]
    [InlineData(27, 1)]
    [InlineData(27, 5)]
    [InlineData(40, 2)]
    public void A_number_without_meaning_is_damage(int position, byte number)
    {
        (byte[] content, Action<byte[]> decode) = s_formats["key"];
        byte[] edited = [.. content];
        edited[position] = number;

        AssertDamage(() => decode(edited));
    }

    [Theory]
    [InlineData('b')]
    [InlineData('c')]
    public void Tags_out_of_order_are_damage(char firstKey)
    {
        (byte[] content, Action<byte[]> decode) = s_formats["key"];
        byte[] edited = [.. content];
        edited[^16] = (byte)firstKey;

        AssertDamage(() => decode(edited));
    }

    [Fact]
    public void A_number_of_tags_beyond_the_record_is_damage()
    {
        (byte[] content, Action<byte[]> decode) = s_formats["key"];
        byte[] edited = [.. content];
        edited.AsSpan()[^24..^20].Fill(0xFF);

        AssertDamage(() => decode(edited));
    }

    [Fact]
    public void A_text_that_is_not_UTF8_is_damage()
    {
        (byte[] content, Action<byte[]> decode) = s_formats["order"];
        byte[] edited = [.. content];
        edited[^1] = 0xFF;

        AssertDamage(() => decode(edited));
    }

    [Fact]
    public void A_length_beyond_the_record_is_damage()
    {
        (byte[] content, Action<byte[]> decode) = s_formats["order"];
        byte[] edited = [.. content];
        edited.AsSpan()[^5..^1].Fill(0xFF);

        AssertDamage(() => decode(edited));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_time_outside_the_calendar_is_damage(long unixMs)
    {
        (byte[] content, Action<byte[]> decode) = s_formats["key"];
        byte[] edited = [.. content];
        BitConverter.TryWriteBytes(edited.AsSpan(32), unixMs);

        AssertDamage(() => decode(edited));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_counter_below_one_is_damage(long count) =>
        AssertDamage(() => CountFormat.Decode(RecordKeys.OfCount(KeyClass.Of(s_key)), CountFormat.Encode(count)));

    [Fact]
    public void A_job_of_an_unknown_kind_is_damage()
    {
        byte[] key = RecordKeys.OfJob(new Job(Sample.Time, (JobKind)200, Sample.Id(1)));

        AssertDamage(() => JobFormat.Decode(key, MarkFormat.Encode()));
    }

    [Theory]
    [InlineData(-62_135_596_800_000)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(253_402_300_799_999)]
    public void Jobs_sort_by_time_whatever_its_sign(long unixMs)
    {
        byte[] before = RecordKeys.OfJob(new Job(DateTimeOffset.FromUnixTimeMilliseconds(unixMs), JobKind.DeleteKey, Sample.Id(9)));
        byte[] now = RecordKeys.OfJob(new Job(DateTimeOffset.UnixEpoch.AddDays(1), JobKind.DeleteKey, Sample.Id(0)));

        Assert.Equal(unixMs.CompareTo(86_400_000L), Math.Sign(before.AsSpan().SequenceCompareTo(now)));
    }

    private static void AssertDamage(Action decode) => Assert.Equal(Status.StoreDamaged, Assert.Throws<StoreException>(decode).Status);
}
