using Automator.Tests.Compiler;

namespace Automator.Tests.Runs;

/// <summary>Tests that run rules, one after the other, with a compiler of their own: beside those that compile or talk to a worker.</summary>
[CollectionDefinition(nameof(RunsCollection))]
public sealed class RunsCollection : ICollectionFixture<CompilerFixture>;
