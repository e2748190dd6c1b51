namespace Dew.Core.Ports;

/// <summary>
/// Lets the thread that asks for a short operation also carry it out, once the asker waits for the answer: no other thread has to be woken for it,
/// which costs several times the operation. A front end offers its thread around the start of a request; a provider may take the offer.
/// </summary>
/// <remarks>
/// The work runs when the asker's call stack is gone: what awaits the answer can be told by anybody. So if the work hangs, only the thread is lost.
/// </remarks>
public static class CallerThread
{
    [ThreadStatic]
    private static bool t_offered;

    [ThreadStatic]
    private static IThreadPoolWorkItem? t_work;

    /// <summary>Starts an operation and carries out what a provider left to this thread, before returning.</summary>
    /// <typeparam name="TState">What the start needs.</typeparam>
    /// <param name="start">Starts the operation; it must be asynchronous where it waits for the provider.</param>
    /// <param name="state">Passed to <paramref name="start"/>.</param>
    /// <returns>The operation, probably over.</returns>
    public static ValueTask Start<TState>(Func<TState, ValueTask> start, TState state)
    {
        ArgumentNullException.ThrowIfNull(start);
        if (t_offered)
        {
            return start(state);
        }

        t_offered = true;
        try
        {
            ValueTask operation = start(state);
            RunWork();
            return operation;
        }
        finally
        {
            t_offered = false;
            Release();
        }
    }

    /// <summary>By a provider: leaves work to this thread.</summary>
    /// <param name="work">The work.</param>
    /// <returns>False if the thread is not offered or has work already; then it has to be run elsewhere.</returns>
    public static bool TryLeave(IThreadPoolWorkItem work)
    {
        if (!t_offered || t_work is not null)
        {
            return false;
        }

        t_work = work;
        return true;
    }

    private static void RunWork()
    {
        while (t_work is { } work)
        {
            t_work = null;
            work.Execute();
        }
    }

    /// <summary>If the start threw after work was left, others may wait for that work.</summary>
    private static void Release()
    {
        if (t_work is { } work)
        {
            t_work = null;
            ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
        }
    }
}
