using System.Buffers;

namespace Dew.Protocol.Signing;

public ref partial struct CanonicalRequest
{
    /// <summary>Parameters accepted in a query; no operation has a quarter of them.</summary>
    public const int MaxParameters = 64;

    /// <summary>
    /// Writes the query: every parameter decoded, sorted by name and value, encoded. A plus sign is a space, a parameter without a value
    /// has the empty one.
    /// </summary>
    /// <param name="query">What follows the question mark of the request's target; empty if there is none.</param>
    /// <returns>False if there are more than <see cref="MaxParameters"/>; nothing was written then.</returns>
    public bool TryQuery(scoped ReadOnlySpan<char> query)
    {
        if (query.IsEmpty)
        {
            Append(LineFeed);
            return true;
        }

        Span<Parameter> parameters = stackalloc Parameter[MaxParameters];
        byte[] decoded = ArrayPool<byte>.Shared.Rent(PercentEncoding.MaxDecodedLength(query.Length));
        bool fits = TryDecode(query, decoded, parameters, out int count);
        if (fits)
        {
            AppendParameters(parameters[..count], decoded);
        }

        ArrayPool<byte>.Shared.Return(decoded);
        return fits;
    }

    private static bool TryDecode(ReadOnlySpan<char> query, byte[] decoded, Span<Parameter> parameters, out int count)
    {
        count = 0;
        int length = 0;
        foreach (Range range in query.Split('&'))
        {
            if (count == parameters.Length)
            {
                return false;
            }

            ReadOnlySpan<char> text = query[range];
            int equals = text.IndexOf('=');
            int nameLength = PercentEncoding.Decode(equals < 0 ? text : text[..equals], plusIsSpace: true, decoded.AsSpan(length));
            int valueStart = length + nameLength;
            int valueLength = equals < 0 ? 0 : PercentEncoding.Decode(text[(equals + 1)..], plusIsSpace: true, decoded.AsSpan(valueStart));
            Insert(parameters[..++count], new Parameter(length, valueStart, valueStart + valueLength), decoded);
            length = valueStart + valueLength;
        }

        return true;
    }

    /// <summary>Puts a parameter into its place among the sorted ones before it; equal ones keep their order.</summary>
    private static void Insert(Span<Parameter> sorted, Parameter parameter, byte[] decoded)
    {
        int at = sorted.Length - 1;
        while (at > 0 && parameter.CompareTo(sorted[at - 1], decoded) < 0)
        {
            sorted[at] = sorted[at - 1];
            at--;
        }

        sorted[at] = parameter;
    }

    private void AppendParameters(scoped ReadOnlySpan<Parameter> parameters, byte[] decoded)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            if (i > 0)
            {
                Append((byte)'&');
            }

            AppendAllEscaped(parameters[i].Name(decoded));
            Append((byte)'=');
            AppendAllEscaped(parameters[i].Value(decoded));
        }

        Append(LineFeed);
    }

    private void AppendAllEscaped(scoped ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            AppendEscaped(b, PercentEncoding.UnreservedBytes);
        }
    }

    /// <summary>Where a parameter stands in the decoded bytes: its name up to where its value starts.</summary>
    private readonly record struct Parameter(int Start, int ValueStart, int End)
    {
        internal ReadOnlySpan<byte> Name(byte[] decoded) => decoded.AsSpan(Start, ValueStart - Start);

        internal ReadOnlySpan<byte> Value(byte[] decoded) => decoded.AsSpan(ValueStart, End - ValueStart);

        internal int CompareTo(Parameter other, byte[] decoded)
        {
            int names = Name(decoded).SequenceCompareTo(other.Name(decoded));
            return names != 0 ? names : Value(decoded).SequenceCompareTo(other.Value(decoded));
        }
    }
}
