using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Automator.Emulator.Sites;

/// <summary>A certificate of this machine's own, for accounts that answer over https. Clients trust it by its PEM.</summary>
internal static class Certificate
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(5 * 365);

    /// <summary>The one kept in the folder while it holds for these names, so that clients need to trust it once; otherwise a new one.</summary>
    public static X509Certificate2 For(IReadOnlyCollection<string> hostNames, string? folder, DateTimeOffset now)
    {
        var path = folder is null ? null : Path.Combine(folder, "certificate.pem");
        if (path is not null && Kept(path) is { } kept)
        {
            if (kept.NotAfter.ToUniversalTime() > now.UtcDateTime && hostNames.All(name => kept.MatchesHostname(name, allowCommonName: false))) return kept;
            kept.Dispose();
        }

        using var made = Make(hostNames, now);
        if (path is not null) Keep(made, path);
        return Usable(made);
    }

    private static X509Certificate2 Make(IEnumerable<string> hostNames, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Basecamp Classic emulator", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in hostNames.Prepend("localhost").Distinct(StringComparer.OrdinalIgnoreCase)) names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request.CreateSelfSigned(now.AddDays(-1), now + Life);
    }

    private static X509Certificate2? Kept(string path)
    {
        try
        {
            if (!File.Exists(path)) return null;
            using var read = X509Certificate2.CreateFromPemFile(path);
            return Usable(read);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static void Keep(X509Certificate2 certificate, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var key = certificate.GetECDsaPrivateKey()!;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.WriteLine(certificate.ExportCertificatePem());
        file.WriteLine(key.ExportPkcs8PrivateKeyPem());
    }

    // Through PKCS 12: a key that was only just made cannot be used for TLS on every system.
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
