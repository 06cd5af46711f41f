namespace Automator.Emulator.Seeds;

/// <summary>Words that make texts when one of each is taken.</summary>
internal static class GeneratedTexts
{
    public static readonly string[] Companies =
        ["Northgate Studio", "Alder Optics", "Brightwater Foods", "Calder & Sons", "Dovetail Furniture", "Elm Street Clinic", "Ferris Travel", "Granite Insurance"];

    public static readonly string[] FirstNames =
    [
        "Anna", "Bruno", "Clara", "David", "Elena", "Felix", "Greta", "Henry", "Ines", "Jonas", "Karin", "Luis", "Mira", "Nora", "Oscar", "Paula",
        "Quentin", "Rosa", "Simon", "Tara", "Ursula", "Victor", "Wendy", "Xavier", "Yara", "Zeno",
    ];

    public static readonly string[] LastNames =
    [
        "Abbott", "Becker", "Castro", "Dunn", "Eklund", "Fontaine", "Garcia", "Holm", "Ivanova", "Jensen", "Keller", "Lang", "Moreau", "Novak",
        "Olsen", "Perez", "Quinn", "Rossi", "Sato", "Tanaka", "Ueda", "Vogel", "Weber", "Young", "Zhang",
    ];

    public static readonly string[] Projects =
    [
        "website", "intranet", "annual report", "online shop", "rebranding", "newsletter", "trade fair", "field app", "training", "audit",
        "data move", "customer survey", "campaign", "packaging", "new office", "support desk",
    ];

    public static readonly string[] Lists =
        ["Preparation", "Design", "Text", "Build", "Review", "Legal", "Purchasing", "Tests", "Launch", "After the launch", "Questions", "Ideas for later"];

    public static readonly string[] Verbs =
    [
        "Check", "Write", "Send", "Review", "Correct", "Order", "Plan", "Test", "Replace", "Collect", "Translate", "Approve", "Document", "Print",
        "Compare", "Archive", "Publish", "Shorten", "Estimate", "Discuss",
    ];

    public static readonly string[] Things =
    [
        "the invoice", "the contact form", "the price list", "the photographs", "the contract", "the home page", "the address list", "the first draft",
        "the schedule", "the budget", "the error pages", "the opening hours", "the brochure", "the order form", "the backups", "the search results",
        "the captions", "the privacy notice", "the test data", "the hand-over notes", "the prototype", "the delivery dates", "the training slides", "the logo files",
    ];

    public static readonly string[] Ends =
    [
        "", " again", " with the client", " before the call", " for the board", " in both languages", " for phones", " of the second phase",
        " with Accounting", " for the branch offices", " after the review", " as agreed", " from last year", " for the printer", " once more, with numbers",
    ];

    public static readonly string[] Milestones = ["Kickoff", "First draft", "Design approved", "Content complete", "Ready for tests", "Launch", "Final invoice", "Review"];

    public static readonly string[] Sentences =
    [
        "Everybody has seen the new version.", "Two points are still open.", "The client asks for a week more.", "We can go on as planned.",
        "The numbers are in the usual folder.", "This is done except for the pictures.", "Let us decide on Thursday.", "Nothing changes for the other teams.",
        "I have asked twice and wait for an answer.", "The costs stay within the estimate.", "Please look at it before noon.", "It works on the test server.",
    ];

    public static readonly string[] Work = ["Call with the client", "Corrections", "Design", "Programming", "Tests", "Writing", "Meeting", "Planning", "Research", "Support"];
}
