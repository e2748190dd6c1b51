namespace Dew.Hsm;

/// <summary>
/// Published test vectors for the trials: NIST CAVS 21.4 KWP-AE-256 for the wrap mechanism, and the RSA-2048 key of Wycheproof's
/// rsa_oaep_2048_sha256_mgf1sha256 (test 3) wrapped with the former's key. Nothing here protects anything.
/// </summary>
internal static class ProbeVectors
{
    internal static byte[] WrappingKey { get; } = Convert.FromHexString("e9bb7f44c7baafbf392ab912589a2f8db53268106eafb74689bb1833136e6113");

    /// <summary>No multiple of 8 bytes, which RFC 3394 without padding could not wrap.</summary>
    internal static byte[] Payload { get; } = Convert.FromHexString("ffe952604834bff899e63658f34246815c91597eb40a21729e0a8a959b61f2");

    internal static byte[] WrappedPayload { get; } = Convert.FromHexString("15b9f06fbc765e5e3d55d6b824616f21921d2a6918ee7bf1406b524274e170b4a78333ca5ee92af5");

    /// <summary>
    /// What SoftHSM2 answers: it fills the payload up to 8 bytes with zeros and then wraps that (correctly) as a key one byte longer. Harmless for
    /// keys of whole blocks; PKCS#8 comes back with zeros behind it.
    /// </summary>
    internal static byte[] WrappedPayloadFilledUp { get; } = Convert.FromHexString("f432216dcf1d191c96ae62479086bcf6016d56a2a75a9258230d5b64c75f8d720e033ed264a96def");

    /// <summary>PKCS#8 of the RSA key, wrapped with <see cref="WrappingKey"/>.</summary>
    internal static byte[] WrappedRsaKey { get; } = Convert.FromBase64String(
        "TDLo0xay6YQvgT5rraz5n/GgMMsGlacHROKzf+/y5DzzljvBW4pljEUKHQVrMfC3lI16+Zgpker7Sm+9wjmcF6mze3egBHBp1zggic317uzFvgjVlQ/4RE5S" +
        "NjjHZgsRIvFITSFKdDtJGNwP/69Myi1THpwGjcz/ZjEslhoXiifFgC/1IAKmD2VYTQg2/3u0nnMZgV+NhLUgWs4UZBzRZebTkfIIo/9/L0D6p+HK7vAX8y3Y" +
        "FwMhxiBlaPRsR+ua9v1yIwEUib+sKB3wdd06ceicEVO/sh9H7L+Yb2hnpXUGVslnN7HIO92EcOb54huCWGdY648tv/atyCn/RwYX2wjDAtPs8ijlkVVeAGAO" +
        "8Tb8h7K5wUPfn5VzReGZK4Q68o4zwSgg6pjhoZENnoHRRQlzwzBqQMHO4M7GwV2faNWS1WvFijUDneaHB7O60cUguQSAR0pDz7z4OoL7GVzhkzgxttfmGCXa" +
        "39LS/V1mxw/kNKtnpEgM6NXQp9i038xOwL5efmHIk8/rS95Q3DiSHYREPUTtjxpnFtyfbHFE6QvPxE10ObDchF0gmxK3+IxG4DdVBGDcoDcRs3kIQN4fFYn+" +
        "HGJDozu2FAMoMMQ9fBJNMl0oB4f3PpdB3b1vq1NQY5Ky8KgIn/1O30hpWfhOrJ0T+KTQZHxJJxphHDuRs2yj45f3jZS3W2a3Iw+/kRpU2E1CDyv7QxzcdAfm" +
        "wjC+Xnd5dsUT3VlKs7TkARxE+RvJBJmdiNzzsQohs+V6aK/8QDKT2gBM4aNbKBR8CFzB7kLuzGX/BbyuADuNpwRla3/JhA84/j21MTBM7Z6csZYbvc9oIVJq" +
        "T/ZIqw1vL1X5lwvxkoSmkyB/q3RMq3+XBFdKw0i30PP1bjwB97wA0Q9jJUml67eDcquKaFZ16DiHx2vSl2WeOvdc/drqdSvnYQrywpOE9wwAX7pZxcDDRogZ" +
        "Dr7iL+TevuaIg1H/f0APssLOygax7lnGiigbg0YgVKqs7L2GWoJKxKWcoU1clHOs+4TCOa0xD7KZEWQ8qhRNNNoFbHsGPl1XxxhtCzL2OWLlCxI/LVHhuaG8" +
        "F3A+G+xTtJWp5mBuaBcZpTI7v3dZxWV6ZeO/JZIqWkH0dO8FuDwTb3ZCwiyix+CGDpQmVuN+A5FT/t1kyciGusyIq6ZT5d1kNBVZXbQ4KNrryG9nWCgSG0pd" +
        "G4JiaTnxLKgAE9f9D1cdMAknzYD88rbuYpUN2xTpE4BUo03Q4ON1c3arEktPM//dkKA0tj/xFk3l9CLWB26q4SNsDvgEOaSDJ1402MKz/DYuByygh00ip4kq" +
        "CJsZo8jz4sLnYGr8Zy9oyeSfiqTOtJGOJd+qsz9J6oSOT+IPl/8UUzmNT8qXLRsB4lTqnzR7P9uT+jwqL8tRMhy7UFjadgU35fw8KMqOnQzQ5yUl9E11MU1Q" +
        "HClbI3HFXa+Awo6s/hBa3aBfxSdFxh2sik1gQwKTHKHbdTEtuZGw7kmERQrRgRWBLEU6yOKorB4Fcu7xlCg7giUiu5MEtBy+KzMcgsYd0WRKz6NhP+2Qogq3" +
        "T3GVWv12qFrR9kHn8aFagkeeOtwiS5mjqm4zBkidv/s4ajbl1QAK51Kl3jHg11R0uxHdS9jLrF6Dw/THjQU=");

    internal static byte[] RsaModulus { get; } = Convert.FromBase64String(
        "orRRoH0KpfluRVZxUTVQUUqKW0YuvvcXCU+h/ugiJOY3+XRtP3yv0xh42AMltu9aFwD2WQO0aUKeidbqyIRQl7WrOTGJ25JRLtincRoSU/rNIPecFegkfz0+" +
        "QuRuSMmOJUov6XZTE6A+/48X4aApOXofomqNzib0kO2BKZYV2YFMItphBCjgnH2WWFlCZvXAIdD87KCNlFoSvoLeTR7Oa0wDFFtdNJXU7VQR64eNrwX9evw+" +
        "Ca2g8RJkIvWQl1oZaYFvSGmLy7obTZyuedRg2Pn4Xnl1AF2bwixOWsD3waRdElaaYoB9O5oC5aUw53MGb0U9H1tMLpz3ggKD90K51Q==");

    internal static byte[] OaepMessage { get; } = Convert.FromHexString("54657374");

    internal static byte[] OaepCiphertext { get; } = Convert.FromBase64String(
        "Xqs/B0HmOYbtZH1T4c1x3wQZhpAIA9D5nGg1XSSaFaR9xbT3ChkUd2VCmeWicx87Tux23qGCYvxpaseU5fZsv83axEcsV44kbCZwdZgFVYRUC4OYNrFATFYR" +
        "rlWKmEzuj9A2zqkk4L4kdKlA9h4KzBT8rpXr3FmUKpzpr5qcgZmff2gV8Ff/3CUzyxXWOR0eLZXxb5wEIJyImkw1nH0pJtKKZuKwMKQWuSjSglYnmY5RkftJ" +
        "g6bmUCQmLZT8CRh6LXgWISJDMlHRv8yOUH0G66LSKcEAMSYdoyq4zNFfHF+fvwftFYSD1zahEK9LRNak2mDWy1GbRFQhPPnw3FYPKw==");
}
