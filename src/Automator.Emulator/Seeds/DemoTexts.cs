namespace Automator.Emulator.Seeds;

internal sealed record DemoProject(string Name, string Client, int DaysOld, int QuietForDays, string[] Lists, string Status = "active");

internal static class DemoTexts
{
    public static readonly DemoProject[] Projects =
    [
        new("Harbor Brewing website", "Harbor", 210, 0, ["Design", "Build", "Content", "Launch"]),
        new("Harbor seasonal labels", "Harbor", 95, 1, ["Design", "Print", "Budget and contract"]),
        new("Harbor taproom app", "Harbor", 48, 0, ["Design", "Build", "Research"]),
        new("Foxglove online shop", "Foxglove", 330, 0, ["Design", "Build", "Content", "Hosting"]),
        new("Foxglove spring catalogue", "Foxglove", 160, 6, ["Design", "Print", "Content"]),
        new("Foxglove newsletter", "Foxglove", 410, 33, ["Content", "Build"]),
        new("Foxglove author pages", "Foxglove", 26, 0, ["Research", "Design"]),
        new("Larkspur portfolio", "Larkspur", 420, 41, ["Design", "Content", "Build"]),
        new("Studio operations", "Larkspur", 520, 0, ["Office", "Hosting", "Budget and contract"]),
        new("Harbor brand book", "Harbor", 380, 120, ["Design", "Print"], "archived"),
        new("Foxglove reading club", "Foxglove", 240, 75, ["Research", "Content"], "on_hold"),
    ];

    public static readonly (string Content, string? Who, int? DueInDays)[] Kickoff =
    [
        ("Send the welcome message and introduce the team", "Daniel", 1),
        ("Collect logins for domain, hosting and analytics", "Tom", 5),
        ("Schedule the kickoff call", "Grace", 3),
        ("Write up goals, audience and how we will know it worked", "Priya", 7),
        ("Ask for logo files, fonts and photography", "Lena", null),
        ("Agree on the milestones", "Daniel", 10),
        ("Sign the contract and send the first invoice", "Maya", null),
        ("Book the halfway review", null, null),
    ];

    public static readonly Dictionary<string, string[]> Todos = new()
    {
        ["Design"] =
        [
            "Sketch three directions for the home page", "Pick a typeface for long reading", "Redraw the icons at 16 pixels",
            "Check contrast of the secondary palette", "Mobile layout for the product page", "Prepare a style tile for the client",
            "Try the hero without a photograph", "Design the empty states", "Header for the printed letter", "Choose photographs from the June shoot",
            "Round of corrections after the review", "Export final assets for the developers", "Design the 404 page", "Form fields and error messages",
        ],
        ["Build"] =
        [
            "Set up the staging server", "Move the contact form off the old host", "Write the redirect map", "Cut templates for the article page",
            "Fix the menu on old Android phones", "Add structured data for events", "Make the search forgive typing errors", "Compress the hero images",
            "Let the shop remember the basket", "Test checkout with a declined card", "Keyboard navigation of the gallery",
            "Replace the date picker", "Remove the unused scripts", "Log failed payments",
        ],
        ["Content"] =
        [
            "Interview the founder for the about page", "Rewrite shipping and returns", "Collect quotes from regulars", "Proofread the privacy notice",
            "Captions for the brewery photographs", "Draft five subject lines", "Ask authors for short biographies", "List opening hours for holidays",
            "Translate the menu into French", "Cut the history page by half", "Alt texts for all pictures", "Write the order confirmation",
        ],
        ["Launch"] =
        [
            "Lower the DNS time to live", "Walk through the launch list with the client", "Write to the mailing list", "Check analytics goals", "Switch on the certificate",
            "Watch error logs for a day", "Archive the old site", "Thank everyone", "Tell the local press", "Set up uptime alerts",
        ],
        ["Print"] =
        [
            "Get paper samples from the printer", "Check bleed and fold marks", "Ask for a quote for 2,000 copies", "Approve the press proof",
            "Convert photographs to the printer's profile", "Order envelopes", "Deliver the dieline to the label maker", "Compare matt and gloss varnish",
            "Confirm the delivery date", "Store leftover stock",
        ],
        ["Research"] =
        [
            "Interview six customers", "Read through support mail of the last year", "Compare four competitors", "Map the order from search to door",
            "Survey at the taproom", "Summarize findings on two pages", "Recruit people for usability tests", "Test the prototype with five readers", "Count what people search for",
        ],
        ["Budget and contract"] =
        [
            "Send the invoice for phase two", "Agree on a rate for changes", "Renew the retainer", "Update the estimate after the call",
            "File the signed contract", "Chase the May invoice", "Review hours against the budget", "Quote for the extra illustrations",
        ],
        ["Hosting"] =
        [
            "Renew the domain", "Upgrade the database", "Move backups to the second provider", "Rotate the deploy keys",
            "Check that a restore works", "Close ports nobody uses", "Write down who has root", "Cancel the old server",
        ],
        ["Office"] =
        [
            "Order a new chair for the front desk", "Book rooms for the retreat", "Plan the summer party", "Renew font licences", "Fix the printer on the second floor",
            "Update the holiday calendar", "Interview interns", "Clean out the sample shelf", "Replace the projector lamp", "Collect receipts for the accountant",
        ],
    };

    public static readonly (string Title, string Body)[] Messages =
    [
        ("Notes from the kickoff call", "Thanks for the good hour this morning.\n\nWhat we agreed: first sketches in two weeks, one contact on each side, and a call every other Thursday."),
        ("First sketches for the home page", "Three directions are ready. The first is quiet, the second leans on photographs, the third is all type.\n\nWhich one feels like you?"),
        ("Internal: hours so far", "We are at about two thirds of the estimate with half of the work done. Let's talk before we say yes to more."),
        ("Question about the photographs", "Do we have the rights to use the pictures from last year's brochure? The photographer's name is not on the invoice."),
        ("Staging is up", "You can look at the current state on the staging server. Search and the contact form do not work yet; everything else is fair game."),
        ("Feedback from the board", "They like it. Two wishes: a larger telephone number, and the history page should be easier to find."),
        ("Printer's deadline moved", "They now need the files by Wednesday noon instead of Friday. I think we can still make it."),
        ("Internal: who covers next week", "Lena is away from Monday. Marcus takes corrections, Sofia watches the staging server."),
        ("Copy for the about page", "A first draft is attached below.\n\nWe started in a garage with one kettle and a borrowed van. Eleven years later the van is ours."),
        ("Launch day plan", "We switch at ten in the morning, when traffic is low. Tom is on the phone until noon."),
    ];

    public static readonly string[] Replies =
    [
        "Looks good to me.", "Could we see this with the darker green?", "I will ask and come back to you tomorrow.", "Agreed. Let's go with the second one.",
        "Thanks, that was quick!", "One small thing: the address has changed since.", "Can this wait until after the fair?", "I have passed it on to our accountant.",
    ];

    public static readonly string[] Remarks =
    [
        "Waiting for an answer from the client.", "Done on staging, needs a second pair of eyes.", "I had a look: it is more than an hour.", "Is this still needed?",
        "Files are in the usual folder.", "Moved to next week, sorry.", "Half of it is finished.", "They called and asked about this.",
    ];
}
