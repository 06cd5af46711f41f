namespace Automator.Sdk;
