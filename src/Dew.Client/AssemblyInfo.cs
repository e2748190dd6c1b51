using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Dew.Client.Tests")]
