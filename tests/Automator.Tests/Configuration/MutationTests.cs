using System.Text;
using Automator.Host.Configuration;
using CsCheck;
using Shouldly;
using Xunit;

namespace Automator.Tests.Configuration;

public sealed class MutationTests
{
    private const string Emulated = """
        { "$schema": "./s.json", "rules": "rules", "data": "data", "listen": "127.0.0.1:4460", "workers": 4, "grace": "20s", // comment
          "accounts": { "demo": { "url": "emulator", "zone": "Europe/Berlin", "poll": "00:00:05", "limits": { "reads": 500, "writes": 100 },
          "hooks": { "deploys": { "secret": "env:SECRET", "maxBytes": 1000 } },
          "emulator": { "port": 4461, "seed": "seed.json", "limits": "documented", }, }, }, }
        """;

    private const string Real = """
        { "accounts": { "main": { "url": "https://acme.basecamphq.com", "token": "env:TOKEN", "userAgent": "Acme (ops@acme.example)", "zone": "Tokyo" } } }
        """;

    private static readonly byte[][] Pieces =
    [
        [.. "\""u8], [.. "{"u8], [.. "}"u8], [.. "["u8], [.. ","u8], [.. ":"u8], [.. "null"u8], [.. "-1e999"u8], [.. "\\ud800"u8], [.. "\\u0000"u8],
        [.. "/*"u8], [.. "//"u8], [.. "\n"u8], [.. "@"u8], [.. "file:"u8], [.. "credential:"u8], [.. "https://"u8], [.. "[::1]:"u8], [.. "99999999999d"u8],
        [0xFF], [0xC3], [0xF0, 0x9F, 0x98, 0x80], [0], [0xEF, 0xBB, 0xBF],
    ];

    private static readonly Gen<(int At, int Drop, byte[] Insert)> Mutation = Gen.Select(
        Gen.Int[0, 600],
        Gen.Int[0, 12],
        Gen.OneOf(Gen.OneOfConst(Pieces), Gen.Byte.Array[0, 4]));

    [Fact]
    public void MutatedFile_GivesAResultAndNeverThrows() =>
        Gen.Select(Gen.OneOfConst(Emulated, Real), Mutation.Array[0, 4]).Sample(
            (text, mutations) =>
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                foreach (var (at, drop, insert) in mutations)
                {
                    var start = Math.Min(at, bytes.Length);
                    bytes = [.. bytes[..start], .. insert, .. bytes[Math.Min(start + drop, bytes.Length)..]];
                }

                // One line each, whatever stood in the file.
                return ConfigurationFile.Parse(bytes, Some.Folder) switch
                {
                    ConfigurationResult.Valid valid => valid.Options.Accounts.Count == 1,
                    ConfigurationResult.Invalid invalid => invalid.Errors.Count > 0 && invalid.Lines("f").All(line => !line.Any(char.IsControl)),
                    _ => false,
                };
            },
            iter: 20_000);
}
