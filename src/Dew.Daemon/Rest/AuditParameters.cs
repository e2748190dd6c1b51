using System.Globalization;
using Dew.Core;
using Dew.Core.Audit;

namespace Dew.Daemon.Rest;

/// <summary>Reads the parameters of a search. The first mistake is remembered and named; empty values count as absent.</summary>
internal sealed class AuditParameters
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 200;
    private const int MaxWaitSeconds = 60;
    private const int MaxText = 350;

    /// <summary>The year 9999: times are milliseconds.</summary>
    private const long MaxTimeMs = 253_402_300_799_999;

    private readonly RestRequest _request;
    private Failure? _failure;

    internal AuditParameters(RestRequest request) => _request = request;

    internal bool HasFailed(out Failure failure)
    {
        failure = _failure.GetValueOrDefault();
        return _failure.HasValue;
    }

    internal void Fail(Status status, string message) => _failure ??= new Failure(status, message);

    /// <summary>The filters that are called the same everywhere.</summary>
    internal AuditFilter Filter() => new()
    {
        TraceName = Text("trace_name"),
        ServiceType = Text("service_type"),
        ResourceType = Text("resource_type"),
        ResourceId = Text("resource_id"),
        ResourceName = Text("resource_name"),
        Rating = OneOf("trace_rating", AuditRating.Normal, AuditRating.Warning, AuditRating.Incident),
        AccessKeyId = Text("access_key_id"),
    };

    internal string? Text(string name)
    {
        string? value = _request.Query(name);
        if (value?.Length > MaxText)
        {
            Fail(Status.ParameterInvalid, $"{name} has {value.Length} characters; at most {MaxText} are accepted.");
        }

        return string.IsNullOrEmpty(value) ? null : value;
    }

    internal string? OneOf(string name, params ReadOnlySpan<string> accepted)
    {
        if (Text(name) is not { } value)
        {
            return null;
        }

        if (!accepted.Contains(value))
        {
            Fail(Status.ParameterInvalid, $"{name} must be one of {string.Join(", ", accepted)}.");
        }

        return value;
    }

    /// <summary>A time in milliseconds since 1970 UTC.</summary>
    internal long? Time(string name) => Number(name, 0, MaxTimeMs, Status.ParameterInvalid);

    internal long? Sequence(string name) => Number(name, 0, long.MaxValue, Status.MarkerInvalid);

    internal int Limit() => (int)(Number("limit", 1, MaxLimit, Status.LimitInvalid) ?? DefaultLimit);

    internal TimeSpan Wait() => TimeSpan.FromSeconds(Number("wait", 0, MaxWaitSeconds, Status.ParameterInvalid) ?? 0);

    internal static long? ParseSequence(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence) && sequence > 0 ? sequence : null;

    private long? Number(string name, long least, long most, Status status)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most)
        {
            return value;
        }

        Fail(status, $"{name} must be a whole number from {least} to {most}.");
        return null;
    }
}
