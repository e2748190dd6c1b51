using Dew.Core.Ports;
using Xunit;

namespace Dew.Core.Tests.Ports;

public sealed class CallerThreadTests
{
    [Fact]
    public void A_thread_that_is_not_offered_takes_no_work() => Assert.False(CallerThread.TryLeave(new Work()));

    [Fact]
    public void Work_that_was_left_runs_on_the_thread_that_started_after_the_start_has_returned()
    {
        int thread = Environment.CurrentManagedThreadId;
        bool returned = false;
        var work = new Work(() =>
        {
            Assert.True(returned);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
        });

        Task operation = CallerThread.Start(_ => Leave(work, () => returned = true), 0).AsTask();

        Assert.True(operation.IsCompletedSuccessfully);
        Assert.Equal(1, work.Runs);
    }

    [Fact]
    public async Task Work_that_work_leaves_runs_too()
    {
        var second = new Work();
        var first = new Work(() => Assert.True(CallerThread.TryLeave(second)));

        await CallerThread.Start(_ => Leave(first), 0);

        Assert.Equal(1, second.Runs);
    }

    [Fact]
    public async Task A_thread_takes_one_work_at_a_time() => await CallerThread.Start(
        static _ =>
        {
            Assert.True(CallerThread.TryLeave(new Work()));
            Assert.False(CallerThread.TryLeave(new Work()));
            return ValueTask.CompletedTask;
        },
        0);

    [Fact]
    public async Task The_offer_ends_with_the_start()
    {
        await CallerThread.Start(static _ => ValueTask.CompletedTask, 0);

        Assert.False(CallerThread.TryLeave(new Work()));
    }

    [Fact]
    public async Task Work_of_a_start_that_threw_runs_elsewhere()
    {
        var work = new Work();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await CallerThread.Start(
            _ =>
            {
                CallerThread.TryLeave(work);
                throw new InvalidOperationException();
            },
            0));

        await work.Done.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.False(CallerThread.TryLeave(work));
    }

    private static ValueTask Leave(Work work, Action? then = null)
    {
        Assert.True(CallerThread.TryLeave(work));
        Assert.Equal(0, work.Runs);
        then?.Invoke();
        return ValueTask.CompletedTask;
    }

    private sealed class Work(Action? body = null) : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal int Runs { get; private set; }

        internal Task Done => _done.Task;

        public void Execute()
        {
            Runs++;
            body?.Invoke();
            _done.SetResult();
        }
    }
}
