namespace Automator.Emulator.Seeds;

/// <summary>What lists of a name hold: to-dos of any project, and to-dos about a part of it, which stands at <c>{0}</c>.</summary>
internal static class DemoTodos
{
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

    public static readonly Dictionary<string, string[]> ByList = new()
    {
        ["Design"] =
        [
            "Pick a typeface for long reading", "Redraw the icons at 16 pixels", "Prepare a style tile for the client", "Design the empty states",
            "Form fields and error messages", "Choose photographs from the June shoot", "Collect what we like elsewhere", "Hover and focus states",
            "Design the page for when nothing is found", "Printable version", "Decide on the grid", "Hand over the spacing rules",
            "Sketch three directions for {0}", "Second round for {0}", "Corrections to {0} after the call", "Small screens: {0}", "Check the contrast of {0}",
            "Try {0} without a photograph", "Show {0} to someone who has never seen it", "Export {0} for the developers", "Tidy the layers of {0}",
        ],
        ["Artwork"] =
        [
            "Scan the ink drawings", "Decide on the second spot colour", "Mock it up and photograph it on a shelf", "Compare with last year's on the table",
            "Ask the illustrator for two more", "Check the small type at real size", "Check that barcodes scan", "Legal lines in the right size",
            "Sketch {0}", "Second round for {0}", "Corrections to {0} after the call", "Redraw the border of {0}", "Try {0} in two colours only",
            "Set the small print on {0}", "Colour proof of {0}", "Final artwork of {0}", "File {0} with fonts and pictures",
        ],
        ["Build"] =
        [
            "Set up the staging server", "Write the redirect map", "Fix the menu on old Android phones", "Compress the large pictures", "Replace the date picker",
            "Remove the unused scripts", "Log what fails", "Deploy with one command", "Write down how to restore it", "Add structured data",
            "Cut templates for {0}", "Keyboard navigation of {0}", "Move {0} off the old host", "Tests for {0}", "Make {0} faster on a slow line",
            "Error messages of {0}", "Connect {0} to real data", "Review the code of {0}", "Try {0} on a phone from 2012", "Count visits to {0}",
        ],
        ["Bugs"] =
        [
            "Wrong time zone in the confirmation", "Umlauts break in the subject line", "The logo is blurred on new phones", "Two scroll bars on Windows",
            "Back button loses what was typed", "Favicon is missing", "Printing gives an empty second page", "Cookie banner covers the button",
            "{0}: jumps when the picture loads", "{0}: link goes nowhere", "{0}: empty on Firefox", "{0}: heading is cut off in French",
            "{0}: slow with many entries", "{0}: second click does it twice", "{0}: wrong order after midnight", "{0}: typing error in the heading",
        ],
        ["Content"] =
        [
            "Interview the founder", "Proofread the privacy notice", "Collect quotes from regulars", "Draft five subject lines", "List opening hours for holidays",
            "Agree on how we spell our own name", "Alt texts for all pictures", "Glossary for the translator", "Write the order confirmation",
            "First draft: {0}", "Second draft: {0}", "Cut {0} by a third", "Proofread {0}", "Facts to check in {0}", "Picture and caption for {0}",
            "Ask the client for corrections to {0}", "Shorter heading for {0}", "Translate {0} into French",
        ],
        ["Launch"] =
        [
            "Lower the DNS time to live", "Walk through the launch list with the client", "Write to the mailing list", "Check analytics goals",
            "Switch on the certificate", "Watch error logs for a day", "Archive the old site", "Thank everyone", "Tell the local press", "Set up uptime alerts", "Full backup of the old site", "Test orders from three countries", "Clear the caches",
            "Who is on the phone that day?", "Page for the hour in between", "Ask three friends to try it", "New signature for everybody's mail",
            "Last look at {0}", "Freeze {0}",
        ],
        ["Print"] =
        [
            "Get paper samples from the printer", "Ask for a quote for 2,000 copies", "Order envelopes", "Compare matt and gloss varnish",
            "Confirm the delivery date", "Store leftover stock", "Ask for the printer's colour profile", "Reserve the press", "Approve the invoice of the printer",
            "Ask for a sample that is folded by hand", "Where do the pallets go?", "Second offer from a smaller printer", "Compare this proof with last year's",
            "Check bleed and fold marks of {0}", "Convert the pictures of {0}", "Press proof of {0}", "Count and box {0}", "Send {0} as PDF/X",
        ],
        ["Research"] =
        [
            "Interview six customers", "Read through support mail of the last year", "Compare four competitors", "Summarize findings on two pages",
            "Recruit people for usability tests", "Survey by e-mail", "Thank the people we interviewed", "Count what people search for",
            "Gift cards for the people we interview", "Room and recorder for the interviews", "Type up the notes", "What did we promise last year?",
            "Watch three people use {0}", "What do others do about {0}?", "Test {0} on paper with five people", "Numbers on {0} from last year",
        ],
        ["Budget and contract"] =
        [
            "Send the invoice for phase two", "Agree on a rate for changes", "Update the estimate after the call", "File the signed contract",
            "Chase the unpaid invoice", "Review hours against the budget", "Quote for the extra illustrations", "Ask for a purchase order",
            "Estimate for {0}", "Invoice for {0}", "Second offer for {0}", "Who pays for {0}?",
        ],
        ["Hosting"] =
        [
            "Renew the domains", "Move backups to the second provider", "Rotate the deploy keys", "Write down who has root", "Cancel the old server",
            "Close ports nobody uses", "Compare prices of two providers", "Alert when a disk is three quarters full",
            "Restore {0} from a backup, as a test", "Upgrade {0}", "Renew the certificate of {0}", "Who still needs a login to {0}?",
            "Restart {0} at night", "Read the logs of {0}", "Measure {0} under load",
        ],
        ["Office"] =
        [
            "Order a new chair for the front desk", "Book rooms for the retreat", "Plan the summer party", "Renew font licences",
            "Fix the printer on the second floor", "Update the holiday calendar", "Interview interns", "Replace the projector lamp",
            "Collect receipts for the accountant", "Water the plants while Grace is away", "Return the borrowed ladder", "New bicycle pump",
            "Order paper, A4 and A3", "Call the landlord about the heating", "First-aid box is empty", "Business cards for Sofia",
            "Clean out {0}", "New lamp for {0}", "Measure {0} for shelves", "Paint {0}", "Label everything in {0}", "Ask for an offer to rebuild {0}",
            "Photographs of {0} for the insurance", "Key to {0} is missing", "Better chairs for {0}",
        ],
        ["Questions"] =
        [
            "Who signs off the texts?", "Which phones do customers have?", "May we name the suppliers?", "How long do we keep addresses?",
            "Who answers mail at weekends?", "Do we need a second language?",
            "Who looks after {0} later?", "Is {0} part of the first version?", "What happens to {0} when the shop is closed?", "Who delivers pictures for {0}?",
        ],
        ["Ideas for later"] =
        [
            "A map of everything we have made", "Print one thing a year by hand", "A day a month for broken things", "Swap desks for a week",
            "Fridays without meetings", "A printed letter to every client in December", "Teach a class at the art school", "Mend the old letterpress",
            "Record how we work on video", "A small book about {0}", "Ask former clients about {0}", "Do {0} together with the neighbours", "A quiz about {0}",
        ],
    };
}
