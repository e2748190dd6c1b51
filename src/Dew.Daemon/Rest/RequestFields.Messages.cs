using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Dew.Core;

namespace Dew.Daemon.Rest;

/// <summary>Bodies of the appliance's own API, read whole into a message.</summary>
internal sealed partial class RequestFields
{
    private const int LongestShownPath = 100;

    /// <summary>The whole body as a message; null, and a mistake to be told, if it is none.</summary>
    internal T? Message<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return _root.Deserialize(type);
        }
        catch (JsonException e)
        {
            string place = e.Path is { Length: > 2 and <= LongestShownPath } path ? path[2..] : "The body";
            Fail(Status.ParameterInvalid, $"{place} is not known here, or not of the type that is accepted there.");
            return null;
        }
    }
}
