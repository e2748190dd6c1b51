namespace Dew.Client.Tests.Envelope;

/// <summary>Damages bytes at random: flips, runs of noise, holes, repetitions, cuts.</summary>
internal static class Mutation
{
    internal static byte[] Apply(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 64), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    byte[] noise = new byte[length];
                    random.NextBytes(noise);
                    bytes.RemoveRange(at, length);
                    bytes.InsertRange(at, noise);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(length, bytes.Count - 1));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.Add(0);
                    break;
            }
        }

        return [.. bytes];
    }
}
