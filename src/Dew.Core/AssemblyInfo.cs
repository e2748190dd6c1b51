using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Dew.Core.Tests")]
