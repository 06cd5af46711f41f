using System.Text;

namespace Automator.Emulator.Seeds;

/// <summary>A page as a PDF: a few lines of text.</summary>
internal static class DemoPaper
{
    public static byte[] Page(params ReadOnlySpan<string> lines)
    {
        var text = new StringBuilder("BT /F1 14 Tf 20 TL 72 760 Td\n");
        foreach (var line in lines) text.Append($"({Escaped(line)}) Tj T*\n");
        text.Append("ET");
        return Bound(
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            $"<< /Length {text.Length} >>\nstream\n{text}\nendstream");
    }

    /// <summary>The objects, numbered from 1, and the table of where each begins.</summary>
    private static byte[] Bound(params ReadOnlySpan<string> objects)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        var table = new StringBuilder("0000000000 65535 f \n");
        for (var i = 0; i < objects.Length; i++)
        {
            table.Append($"{file.Length:D10} 00000 n \n");
            file.Append($"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var (count, start) = (objects.Length + 1, file.Length);
        file.Append($"xref\n0 {count}\n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(file.ToString());
    }

    private static string Escaped(string line) => line.Replace("\\", "\\\\").Replace("(", "\\(").Replace(")", "\\)");
}
