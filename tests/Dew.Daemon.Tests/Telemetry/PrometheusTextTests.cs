using System.Text;
using Dew.Daemon.Telemetry;
using Xunit;
using Route = Dew.Daemon.Rest.Route;

namespace Dew.Daemon.Tests.Telemetry;

public sealed class PrometheusTextTests
{
    [Fact]
    public void A_sample_with_labels_is_escaped()
    {
        var text = new PrometheusText();
        text.Family("f", "gauge", "Help.");
        text.Sample("f", 1.5, ("a", "x\"y"), ("b", "1\n2"));

        Assert.Equal("# HELP f Help.\n# TYPE f gauge\nf{a=\"x\\\"y\",b=\"1\\n2\"} 1.5\n", Encoding.UTF8.GetString(text.ToUtf8()));
    }

    [Fact]
    public void Requests_are_counted_by_route_and_code_and_their_times_add_up()
    {
        var metrics = new RequestMetrics();
        var route = new Route { Method = "GET", Pattern = "/x", Permission = null };
        metrics.Note(route, 200, TimeSpan.FromMilliseconds(2));
        metrics.Note(route, 200, TimeSpan.FromSeconds(60));
        metrics.Note(route, 403, TimeSpan.FromMilliseconds(0.05));
        var text = new PrometheusText();

        metrics.WriteTo(text);

        string[] lines = Encoding.UTF8.GetString(text.ToUtf8()).Split('\n');
        Assert.Contains("dew_requests_total{method=\"GET\",route=\"/x\",code=\"200\"} 2", lines);
        Assert.Contains("dew_requests_total{method=\"GET\",route=\"/x\",code=\"403\"} 1", lines);
        Assert.Contains("dew_request_seconds_bucket{method=\"GET\",route=\"/x\",le=\"0.0025\"} 2", lines);
        Assert.Contains("dew_request_seconds_bucket{method=\"GET\",route=\"/x\",le=\"+Inf\"} 3", lines);
        Assert.Contains("dew_request_seconds_count{method=\"GET\",route=\"/x\"} 3", lines);
    }
}
