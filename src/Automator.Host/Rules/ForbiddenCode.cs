using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Automator.Host.Rules;

/// <summary>Instructions that leave the world of checked types.</summary>
internal static class ForbiddenCode
{
    private static readonly HashSet<short> Forbidden =
    [
        .. new[]
        {
            OpCodes.Calli, OpCodes.Jmp, OpCodes.Localloc, OpCodes.Cpblk, OpCodes.Initblk, OpCodes.Arglist, OpCodes.Mkrefany,
            OpCodes.Refanytype, OpCodes.Refanyval, OpCodes.Tailcall, OpCodes.Unaligned, OpCodes.Volatile,
        }.Select(code => code.Value),
    ];

    private static readonly Dictionary<short, OpCode> All = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    private static readonly HashSet<short> Addresses =
        [.. new[] { OpCodes.Ldloca, OpCodes.Ldloca_S, OpCodes.Ldarga, OpCodes.Ldarga_S, OpCodes.Ldflda, OpCodes.Ldsflda, OpCodes.Ldelema }.Select(code => code.Value)];

    /// <summary>The first forbidden instruction of a body, or null.</summary>
    /// <param name="il">The body.</param>
    /// <param name="visit">Is told every member the body names.</param>
    internal static string? In(BlobReader il, Action<EntityHandle> visit)
    {
        var afterAddress = false;
        while (il.RemainingBytes > 0)
        {
            int first = il.ReadByte();
            var value = unchecked((short)(first == 0xFE ? (first << 8) | il.ReadByte() : first));
            if (!All.TryGetValue(value, out var code))
                throw new BadImageFormatException($"an unknown instruction {value:X}");
            if (Forbidden.Contains(value))
                return code.Name;
            // An address that becomes a number is what pointers begin with.
            if (afterAddress && (value == OpCodes.Conv_U.Value || value == OpCodes.Conv_I.Value))
                return code.Name;
            afterAddress = Addresses.Contains(value);
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineTok)
                visit(MetadataTokens.EntityHandle(il.ReadInt32()));
            else
                Skip(ref il, code.OperandType);
        }

        return null;
    }

    private static void Skip(ref BlobReader il, OperandType operand)
    {
        var length = operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => checked(il.ReadInt32() * 4),
            _ => 4,
        };
        if (length < 0 || length > il.RemainingBytes)
            throw new BadImageFormatException("an instruction cut off");
        il.Offset += length;
    }
}
