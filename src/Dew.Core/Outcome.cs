using System.Diagnostics.CodeAnalysis;

namespace Dew.Core;

/// <summary>A value, or why there is none. The default is a failure with <see cref="Core.Status.Unset"/>.</summary>
/// <typeparam name="T">The value.</typeparam>
public readonly struct Outcome<T>
{
    private readonly T? _value;
    private readonly string? _message;

    private Outcome(Status status, T? value, string? message)
    {
        Status = status;
        _value = value;
        _message = message;
    }

    /// <summary><see cref="Core.Status.Ok"/>, or the kind of failure.</summary>
    public Status Status { get; }

    /// <summary>The failure's message for the client; empty for a value.</summary>
    public string Message => _message ?? "";

    /// <summary>Whether there is a value.</summary>
    public bool IsOk => Status == Status.Ok;

    /// <summary>The failure.</summary>
    /// <exception cref="InvalidOperationException">There is a value.</exception>
    public Failure Failure => IsOk ? throw new InvalidOperationException("The outcome is a value.") : new Failure(Status, Message);

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Value => IsOk ? _value! : throw new InvalidOperationException($"There is no value: {Status}. {Message}");

    /// <summary>The value if there is one.</summary>
    /// <param name="value">The value.</param>
    /// <param name="failure">The failure otherwise.</param>
    public bool TryGet([MaybeNullWhen(false)] out T value, out Failure failure)
    {
        value = _value;
        failure = IsOk ? default : new Failure(Status, Message);
        return IsOk;
    }

    /// <summary>Wraps a value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Outcome<T>(T value) => new(Status.Ok, value, null);

    /// <summary>Wraps a failure. One that claims <see cref="Core.Status.Ok"/> becomes <see cref="Core.Status.Internal"/>, never a value.</summary>
    /// <param name="failure">The failure.</param>
    public static implicit operator Outcome<T>(Failure failure) =>
        new(failure.Status == Status.Ok ? Status.Internal : failure.Status, default, failure.Message);
}
