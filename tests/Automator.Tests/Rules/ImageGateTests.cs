using System.Reflection.PortableExecutable;
using Automator.Host.Rules;
using Automator.Tests.Compiler;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Shouldly;
using Xunit;

namespace Automator.Tests.Rules;

/// <summary>Images no rule's compiler makes: a good one, changed.</summary>
[Collection(nameof(CompilerFixture))]
public sealed class ImageGateTests(CompilerFixture compiler)
{
    private const int FlagsInCorHeader = 16;
    private const string Good = "class C { public int N { get; set; } public int Twice() => N * 2; }\nvar a = new C { N = 1 }.Twice();";

    private static Dictionary<string, (Action<ModuleDefinition> Change, string Refusal)> Changes { get; } = new()
    {
        ["type that is not listed"] = (
            module => module.GetType("Script").Methods[0].Body.Variables.Add(new VariableDefinition(Runtime(module, "System.IO", "FileInfo"))),
            "It refers to the type System.IO.FileInfo, which rules do not have."),
        ["member of a type that is not listed"] = (
            module => Call(module, new MethodReference("Delete", module.TypeSystem.Void, Runtime(module, "System.IO", "File")) { Parameters = { new(module.TypeSystem.String) } }),
            "It refers to System.IO.File::Delete(System.String) : static System.Void, which rules do not have."),
        ["member that is not listed"] = (
            module => Call(module, new MethodReference("get_UtcNow", Runtime(module, "System", "DateTimeOffset", true), Runtime(module, "System", "DateTimeOffset", true))),
            "It refers to System.DateTimeOffset::get_UtcNow() : static System.DateTimeOffset, which rules do not have."),
        ["listed type of another assembly"] = (
            module =>
            {
                var other = new AssemblyNameReference("System.Private.CoreLib", new Version(10, 0, 0, 0));
                module.AssemblyReferences.Add(other);
                Call(module, new MethodReference(".ctor", module.TypeSystem.Void, new TypeReference("System", "Object", module, other)) { HasThis = true });
            },
            "It refers to the type System.Object, which rules do not have."),
        ["internal member of the Sdk"] = (
            module => Call(module, new MethodReference("set_Current", module.TypeSystem.Void, Sdk(module, "Automator.Sdk", "Ambient")) { Parameters = { new(module.TypeSystem.Object) } }),
            "It refers to the type Automator.Sdk.Ambient, which rules do not have."),
        ["native library"] = (
            module =>
            {
                var library = new ModuleReference("libc");
                module.ModuleReferences.Add(library);
                var method = new MethodDefinition("getpid", MethodAttributes.Static | MethodAttributes.PInvokeImpl, module.TypeSystem.Int32) { ImplAttributes = MethodImplAttributes.PreserveSig };
                method.PInvokeInfo = new PInvokeInfo(PInvokeAttributes.CallConvCdecl, "getpid", library);
                module.GetType("Script").Methods.Add(method);
            },
            "It calls native code."),
        ["static constructor"] = (
            module => module.GetType("Script/C").Methods.Add(Empty(module, ".cctor", MethodAttributes.Static | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName)),
            "Script/C has a static constructor."),
        ["module initialiser"] = (
            module => module.GetType("<Module>").Methods.Add(Empty(module, ".cctor", MethodAttributes.Static | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName)),
            "<Module> has a static constructor."),
        ["finalizer"] = (
            module => module.GetType("Script/C").Methods.Add(Empty(module, "Finalize", MethodAttributes.Family | MethodAttributes.Virtual)),
            "Script/C has a finalizer."),
        ["static field"] = (
            module => module.GetType("Script/C").Fields.Add(new FieldDefinition("count", FieldAttributes.Static, module.TypeSystem.Int32)),
            "Script/C.count is static state."),
        ["static field in a type that only looks like a cache"] = (
            module =>
            {
                var type = new TypeDefinition("", "Script<>c", TypeAttributes.Class, module.TypeSystem.Object);
                type.Fields.Add(new FieldDefinition("count", FieldAttributes.Static, module.TypeSystem.Int32));
                module.Types.Add(type);
            },
            "Script<>c.count is static state."),
        ["explicit layout"] = (
            module =>
            {
                var type = new TypeDefinition("", "Union", TypeAttributes.ExplicitLayout | TypeAttributes.Sealed, Runtime(module, "System", "ValueType"));
                type.Fields.Add(new FieldDefinition("A", FieldAttributes.Public, module.TypeSystem.Int32) { Offset = 0 });
                type.Fields.Add(new FieldDefinition("B", FieldAttributes.Public, module.TypeSystem.Object) { Offset = 0 });
                module.Types.Add(type);
            },
            "Union has an explicit layout."),
        ["call through a pointer"] = (
            module => Insert(module, OpCodes.Calli, new CallSite(module.TypeSystem.Void)),
            "It calls through a function pointer."),
        ["memory of its own"] = (
            module => Body(module).InsertBefore(Body(module).Body.Instructions[0], Instruction.Create(OpCodes.Localloc)),
            "Script/C.Twice contains the instruction localloc."),
        ["resource"] = (
            module => module.Resources.Add(new EmbeddedResource("r", ManifestResourceAttributes.Public, [1])),
            "It contains resources."),
        ["name the Sdk shows its internals to"] = (
            module => module.Assembly.Name.Name = "Automator.Worker",
            "Its name is not the one the compiler gives."),
    };

    public static TheoryData<string> Names { get; } = [.. Changes.Keys];

    [Fact]
    public async Task ImageOfARule_Passes() => ImageGate.Refusals(await compiler.Image(Good)).ShouldBeEmpty();

    [Fact]
    public async Task ImageThroughCecilUnchanged_Passes() => ImageGate.Refusals(Changed(await compiler.Image(Good), _ => { })).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BadImage_IsRefusedInWords(string name)
    {
        var (change, refusal) = Changes[name];

        var refusals = ImageGate.Refusals(Changed(await compiler.Image(Good), change));

        refusals.ShouldContain(refusal);
    }

    [Fact]
    public async Task ImageThatIsNotOnlyIL_IsRefused()
    {
        var image = await compiler.Image(Good);
        using (var headers = new PEReader(new MemoryStream(image)))
            image[headers.PEHeaders.CorHeaderStartOffset + FlagsInCorHeader] &= 0xFE;

        ImageGate.Refusals(image).ShouldHaveSingleItem().ShouldBe("It contains native code.");
    }

    [Fact]
    public async Task PointerInASignature_IsMalformed()
    {
        var image = Changed(await compiler.Image(Good), module =>
            module.GetType("Script/C").Fields.Add(new FieldDefinition("P", FieldAttributes.Public, new PointerType(module.TypeSystem.Byte))));

        ImageGate.Refusals(image).ShouldHaveSingleItem().ShouldBe("The image is malformed: a pointer");
    }

    [Fact]
    public async Task VariableArguments_AreMalformed()
    {
        var image = Changed(await compiler.Image(Good), module => Call(
            module,
            new MethodReference("Concat", module.TypeSystem.String, module.TypeSystem.String) { CallingConvention = MethodCallingConvention.VarArg }));

        ImageGate.Refusals(image).ShouldHaveSingleItem().ShouldContain("variable number of arguments");
    }

    [Fact]
    public void BytesThatAreNoImage_AreRefused()
    {
        ImageGate.Refusals([]).ShouldHaveSingleItem();
        ImageGate.Refusals([.. "MZ"u8, .. new byte[500]]).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task AnyByteChangedOrCutOff_NeverThrows()
    {
        var good = await compiler.Image(Good);
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var bad = (byte[])good.Clone();
            for (var n = 0; n < 4; n++)
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            Should.NotThrow(() => ImageGate.Refusals(i % 4 == 0 ? bad[..random.Next(bad.Length)] : bad));
        }
    }

    private static byte[] Changed(byte[] image, Action<ModuleDefinition> change)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(image));
        change(assembly.MainModule);
        using var changed = new MemoryStream();
        assembly.Write(changed);
        return changed.ToArray();
    }

    private static TypeReference Runtime(ModuleDefinition module, string scope, string name, bool isValue = false) =>
        new(scope, name, module, module.AssemblyReferences.Single(reference => reference.Name == "System.Runtime"), isValue);

    private static TypeReference Sdk(ModuleDefinition module, string scope, string name)
    {
        var sdk = new AssemblyNameReference("Automator.Sdk", new Version(0, 1, 0, 0));
        module.AssemblyReferences.Add(sdk);
        return new TypeReference(scope, name, module, sdk);
    }

    private static MethodDefinition Empty(ModuleDefinition module, string name, MethodAttributes attributes)
    {
        var method = new MethodDefinition(name, attributes, module.TypeSystem.Void);
        method.Body.Instructions.Add(Instruction.Create(OpCodes.Ret));
        return method;
    }

    private static ILProcessor Body(ModuleDefinition module) =>
        module.GetType("Script/C").Methods.Single(method => method.Name == "Twice").Body.GetILProcessor();

    private static void Call(ModuleDefinition module, MethodReference method) =>
        Body(module).InsertBefore(Body(module).Body.Instructions[0], Instruction.Create(OpCodes.Call, method));

    private static void Insert(ModuleDefinition module, OpCode code, CallSite site) =>
        Body(module).InsertBefore(Body(module).Body.Instructions[0], Instruction.Create(code, site));
}
