using System.Text;
using System.Text.Json;

namespace Dew.Core.Audit;

/// <summary>
/// A filter on the bytes of a record, so that only those that fit are parsed. That is exact: a record has no spaces between its members, and a quotation
/// mark inside a text is always escaped, so a member's name and value cannot stand anywhere else.
/// </summary>
internal sealed class AuditMatcher
{
    private static readonly byte[] s_project = "\"project_id\":"u8.ToArray();

    private readonly List<byte[]> _all = [];
    private readonly byte[]? _project;
    private readonly bool _withoutProject;
    private readonly byte[]? _userId;
    private readonly byte[]? _userName;

    internal AuditMatcher(AuditFilter filter)
    {
        Add("service_type", filter.ServiceType);
        Add("trace_name", filter.TraceName);
        Add("resource_type", filter.ResourceType);
        Add("resource_id", filter.ResourceId);
        Add("resource_name", filter.ResourceName);
        Add("trace_rating", filter.Rating);
        Add("access_key_id", filter.AccessKeyId);
        _userId = Member("user_id", filter.User);
        _userName = Member("user_name", filter.User);
        _project = Member("project_id", filter.ProjectId);
        _withoutProject = filter.WithoutProject;
    }

    internal bool Fits(ReadOnlySpan<byte> json)
    {
        if (_project is not null && json.IndexOf(_project) < 0 && !(_withoutProject && json.IndexOf(s_project) < 0))
        {
            return false;
        }

        foreach (byte[] member in _all)
        {
            if (json.IndexOf(member) < 0)
            {
                return false;
            }
        }

        return _userId is null || json.IndexOf(_userId) >= 0 || json.IndexOf(_userName) >= 0;
    }

    private static byte[]? Member(string name, string? value) => value is null
        ? null
        : [.. Encoding.ASCII.GetBytes($"\"{name}\":"), .. JsonSerializer.SerializeToUtf8Bytes(value, AuditJson.Default.String)];

    private void Add(string name, string? value)
    {
        if (Member(name, value) is { } member)
        {
            _all.Add(member);
        }
    }
}
