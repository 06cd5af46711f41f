namespace Automator.Emulator.Seeds;

/// <summary>The projects of the demo.</summary>
internal static class DemoProjects
{
    public static readonly DemoProject[] All =
    [
        new("Harbor Brewing website", "Harbor", 210, 0,
            ["the home page", "the beer pages", "the taproom page", "the event calendar", "the story page", "the stockist map", "the contact form"])
        {
            Announcement = "Launch week is near. Please put everything that must change before it into the list Launch.",
            Lists =
            [
                new("Design", 38, "Design approved"), new("Build", 46, "Beta for the family"), new("Content", 31, "Content complete"),
                new("Bugs", 27), new("Launch", 17, "Launch") { Description = "In this order, please." },
            ],
            Milestones =
            [
                new("Kickoff", -203, "Maya", Done: true), new("Design approved", -120, "Lena", Done: true), new("Content complete", -20, "Harbor"),
                new("Beta for the family", 9, "Tom"), new("Launch", 34, "Daniel"),
            ],
            Events =
            [
                new("Photo shoot at the brewery", -64), new("Call with Ruth", -13, 15), new("Call with Ruth", 1, 15), new("Call with Ruth", 15, 15),
                new("Launch week", 30, Days: 5),
            ],
            Messages = 15,
        },
        new("Harbor seasonal labels", "Harbor", 95, 1,
            ["the summer ale label", "the winter stout label", "the harvest lager label", "the six-pack carrier", "the bottle cap", "the shelf talker"])
        {
            Lists = [new("Artwork", 29, "Labels to the printer"), new("Print", 24, "Bottling"), new("Budget and contract", 11)],
            Milestones =
            [
                new("Three directions shown", -71, "Marcus", Done: true), new("Labels to the printer", -2, "Marcus"), new("Bottling", 26, "Harbor"),
            ],
            Events = [new("Tasting with the brewers", -40, 17), new("At the printer's for the press proof", 6, 9)],
            Messages = 8,
        },
        new("Harbor taproom app", "Harbor", 48, 0,
            ["the tap list", "the loyalty card", "the sign-in screen", "the table booking", "the push messages", "the settings screen", "the staff view"])
        {
            Lists = [new("Research", 14, "Findings presented"), new("Design", 33, "Prototype"), new("Build", 41), new("Questions", 9)],
            Milestones = [new("Findings presented", -25, "Priya", Done: true), new("Prototype", 12, "Lena"), new("First evening with guests", 54, "Alice")],
            Events = [new("Evening in the taproom: watch and ask", -31, 19), new("Workshop with the taproom staff", 4, 10)],
            Messages = 9,
        },
        new("Foxglove online shop", "Foxglove", 330, 0,
            [
                "the shelf pages", "the book page", "the basket", "the checkout", "the gift vouchers", "the order e-mails", "the search", "the account pages",
                "the stock import",
            ])
        {
            Announcement = "The old shop stays up until the end of the quarter. Report what is wrong with the new one in the list Bugs.",
            Lists =
            [
                new("Design", 42, "Design approved"), new("Build", 64, "Shop open"), new("Bugs", 51), new("Questions", 15),
                new("Content", 37, "Shop open")
                {
                    Parts = ["the shelf texts", "the shipping page", "the returns page", "the voucher e-mail", "the order e-mails", "the page for schools"],
                },
                new("Hosting", 12) { Parts = ["the shop server", "the search server", "the payment gateway", "the picture host"] },
            ],
            Milestones =
            [
                new("Design approved", -228, "Marcus", Done: true), new("Payment contract signed", -151, "Foxglove", Done: true),
                new("Shop open", -62, "Daniel", Done: true), new("Vouchers", -6, "Sofia"), new("Old shop switched off", 41, "Tom"),
                new("Accounts for schools", 88, "Imogen"),
            ],
            Events =
            [
                new("Stocktaking: no deliveries", -34, Days: 2), new("Call with Foxglove", -5, 10), new("Call with Foxglove", 9, 10),
                new("Book fair", 57, Days: 4),
            ],
            Messages = 31,
        },
        new("Foxglove spring catalogue", "Foxglove", 160, 6,
            ["the cover", "the fiction section", "the children's pages", "the poetry spread", "the author portraits", "the index", "the order form"])
        {
            Lists = [new("Artwork", 26, "Layout approved"), new("Print", 22, "At the printer"), new("Content", 35, "Texts complete")],
            Milestones =
            [
                new("Texts complete", -88, "Hugh", Done: true), new("Layout approved", -47, "Imogen", Done: true), new("At the printer", -12, "Lena"),
                new("In the shops", 19, "Foxglove"),
            ],
            Events = [new("Proofreading day", -95), new("Press check", 3, 8)],
            Messages = 10,
        },
        new("Foxglove newsletter", "Foxglove", 410, 33,
            ["the prize draw", "the reading tip", "the author interview", "the shop news", "the events column", "the sign-up form", "the footer"])
        {
            Lists = [new("Content", 48), new("Build", 15)],
            Milestones = [new("Template tested", -360, "Sofia", Done: true), new("Five thousand readers", -45, "Hugh")],
            Events = [new("Editorial meeting", -62, 14), new("Editorial meeting", -34, 14)],
            Messages = 7,
        },
        new("Foxglove author pages", "Foxglove", 26, 0, ["the portrait page", "the list of works", "the reading dates", "the press quotes", "the extracts"])
        {
            Lists = [new("Research", 8), new("Design", 13, "First page shown"), new("Questions", 5)],
            Milestones = [new("Estimate accepted", -19, "Imogen", Done: true), new("First page shown", 8, "Marcus")],
            Events = [new("Interview with two authors", 5, 11)],
            Messages = 4,
        },
        new("Larkspur portfolio", "Larkspur", 420, 41,
            [
                "the case study on Harbor", "the case study on Foxglove", "the about page", "the services page", "the studio photographs", "the journal",
                "the contact page",
            ])
        {
            Lists = [new("Design", 31), new("Content", 22, "Case studies written"), new("Build", 19), new("Ideas for later", 12)],
            Milestones = [new("Outline agreed", -390, "Maya", Done: true), new("Case studies written", -58, "Priya")],
            Messages = 5,
        },
        new("Studio operations", "Larkspur", 520, 0, ["the retainer", "the font licences", "the rent", "the insurance", "the hardware", "the training budget"])
        {
            Lists =
            [
                new("Office", 58) { Parts = ["the front desk", "the meeting room", "the kitchen", "the photo corner", "the archive", "the sample shelf"] },
                new("Hosting", 36)
                {
                    Parts = ["the file server", "the wiki", "the Harbor server", "the Foxglove server", "the mail service", "the staging server"],
                    Description = "Ours and the clients'. Hours go to the client whose machine it is.",
                },
                new("Budget and contract", 21, "Accounts to the accountant"),
                new("Ideas for later", 8) { Parts = ["the studio breakfast", "the internship", "the journal", "the summer party"] },
            ],
            Milestones = [new("Fire drill", -140, "Grace", Done: true), new("Accounts to the accountant", 16, "Grace"), new("Summer party", 73, "Larkspur")],
            Events =
            [
                new("Studio breakfast", -21, 9), new("Grace on holiday", -75, Days: 10), new("Studio breakfast", 7, 9), new("Lena on holiday", 20, Days: 8),
                new("Public holiday", 37),
            ],
            Messages = 12,
        },
        new("Harbor brand book", "Harbor", 380, 120,
            ["the logo pages", "the colour pages", "the type specimen", "the label rules", "the signage chapter", "the tone-of-voice chapter"])
        {
            Status = "archived",
            Lists = [new("Artwork", 36, "Book printed"), new("Print", 19, "Book printed")],
            Milestones = [new("Chapters agreed", -350, "Ruth", Done: true), new("Book printed", -126, "Marcus", Done: true)],
            Events = [new("Presentation to the brewers", -122, 16)],
            Messages = 6,
        },
        new("Foxglove reading club", "Foxglove", 240, 75, ["the sign-up page", "the monthly pick", "the discussion guide", "the member list", "the meeting notes"])
        {
            Status = "on_hold",
            Lists = [new("Research", 16), new("Content", 18)],
            Milestones = [new("Survey closed", -180, "Hugh", Done: true), new("First meeting", -70, "Foxglove")],
            Messages = 4,
        },
    ];
}
