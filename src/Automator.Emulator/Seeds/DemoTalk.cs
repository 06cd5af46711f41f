namespace Automator.Emulator.Seeds;

/// <summary>What people of the demo write. A part of the project stands at <c>{0}</c>.</summary>
internal static class DemoTalk
{
    /// <summary>Titles that begin with Internal are the firm's own.</summary>
    public static readonly (string Title, string Body)[] Messages =
    [
        ("Notes from the kickoff call", "Thanks for the good hour this morning.\n\nWhat we agreed: first sketches in two weeks, one contact on each side, and a call every other Thursday."),
        ("First sketches of {0}", "Three directions are ready. The first is quiet, the second leans on photographs, the third is all type.\n\nWhich one feels like you?"),
        ("Internal: hours so far", "We are at about two thirds of the estimate with half of the work done. Let's talk before we say yes to more."),
        ("Question about the photographs", "Do we have the rights to use the pictures from last year's brochure? The photographer's name is not on the invoice."),
        ("Staging is up", "You can look at the current state on the staging server. Leave {0} alone for now; everything else is fair game."),
        ("Feedback from the board", "They like it. Two wishes: a larger telephone number, and {0} should be easier to find."),
        ("The printer's deadline moved", "They now need the files by Wednesday noon instead of Friday. I think we can still make it."),
        ("Internal: who covers next week", "Lena is away from Monday. Marcus takes corrections, Sofia watches the staging server."),
        ("Copy for the about page", "A first draft is below.\n\nWe started in a garage with one kettle and a borrowed van. Eleven years later the van is ours."),
        ("Plan for the big day", "We switch at ten in the morning, when traffic is low. Tom is on the phone until noon."),
        ("What we heard in the interviews", "Six conversations, and one thing in all of them: nobody looks for news. They look for a time, a price and a way to call."),
        ("New contact on our side", "From the first of the month Ben answers your questions. Ruth stays in the loop for anything that costs money."),
        ("Colours on a cheap screen", "I tried the palette on the old monitor in the shop. The grey vanishes. Two darker versions are in the files."),
        ("Numbers of the last month", "Visits up by a fifth, orders up by a tenth. Most come from the newsletter and leave at {0}."),
        ("Internal: a mistake of ours", "The estimate left out {0}. I suggest that we carry half of it and say so on the next call."),
        ("Holiday dates", "We are closed between Christmas and New Year. In summer somebody is always here, though not always the same somebody."),
        ("Can we move the call?", "Thursday is the tasting. Would Friday at the same hour work for you?"),
        ("Accessibility check", "A friend who uses a screen reader went through it with me. Most of it works. Only {0} is read out of order, which we will mend this week."),
        ("Which of these two?", "Version A puts {0} first, version B hides it behind one click. I lean to A; the numbers lean to B."),
        ("A word about e-mail", "Please send corrections here instead of by e-mail: the last three reached only one of us, and she was on a train."),
        ("Legal wants a change", "Our lawyer asks for one more line below {0}. It is not pretty. Could it be small?"),
        ("Test orders, please", "Please place one order each, with your own card, and write down what made you hesitate. We refund everything on Friday."),
        ("Translation", "The translator can start on Monday. She needs final texts, and she asks who decides when two words are possible."),
        ("Internal: lessons so far", "Good: short calls. Bad: we showed {0} before it was ready, and talked about nothing else for an hour."),
        ("Server move on Sunday night", "Between two and three in the morning nothing can be reached. If that is a bad night, say so by Thursday."),
        ("The first complaint", "A customer could not find {0} and told us so at length. She is right. Could it move up?"),
        ("Thank you", "The party was lovely, and the cake had our logo on it in the right green. Nobody has managed that before."),
        ("Paper samples", "Four papers are in the post. The second takes the ink best; the fourth feels best and costs a third more."),
        ("What is left for the first version", "Everything that is not in the lists is out. That includes {0}, unless somebody feels strongly about it."),
        ("Passwords", "The old ones stop working tonight. New ones are on paper, at the front desk, in an envelope with your name."),
        ("Interview in the local paper", "They want a photograph of all of us in front of the kettle on Tuesday. Bring a jacket, not a slogan."),
        ("Search terms", "The ten most frequent searches are below. Number three is our own telephone number.\n\nopening hours, vouchers, telephone, address, jobs, dogs, parking, prices, news, map"),
        ("Old content", "There are 140 old pages. I suggest that we keep 30, merge 20, and redirect the others to {0}."),
        ("Second round of corrections", "All of the first round is in. Please collect the second in one message, by Wednesday, and then we are done with {0}."),
        ("How the switch went", "Three minutes without answers, one forgotten redirect, no calls. Thanks to everybody who stayed late."),
        ("Budget for pictures", "Two days of photography would do. Stock pictures would be cheaper, and everybody would see it."),
    ];

    public static readonly string[] Replies =
    [
        "Looks good to me.", "Could we see this with the darker green?", "I will ask and come back to you tomorrow.", "Agreed. Let's go with the second one.",
        "Thanks, that was quick!", "One small thing: the address has changed since.", "Can this wait until after the fair?", "I have passed it on to our accountant.",
        "I am not sure. Can we talk for five minutes?", "Fine with me, if Ruth agrees.", "Where do I find the files?", "Yes, please.", "No strong feelings either way.",
        "That is more than we planned. Let me check.", "My mother could not find it, and she tried.", "Done, thank you.", "We had the opposite in mind, to be honest.",
        "Wonderful. Print it.", "Please leave the last line out.", "I would rather wait a week and do it properly.", "Friday works.", "Who takes this on?",
        "Let's not change it again.", "I showed it to the team: eleven for, one against.",
    ];

    public static readonly string[] Remarks =
    [
        "Waiting for an answer from the client.", "Done on staging, needs a second pair of eyes.", "I had a look: it is more than an hour.", "Is this still needed?",
        "Files are in the usual folder.", "Moved to next week, sorry.", "Half of it is finished.", "They called and asked about this.", "Same on my phone.",
        "Cannot reproduce it. Which browser was it?", "I took the short way; the long one can come later.", "Please check the wording.", "This depends on the contract.",
        "Tried it: better than before.", "Not before the launch, please.", "I have split this in two.", "The old version is kept, just in case.", "Sent to the printer.",
        "Reminded them on the phone.", "It is in the notes of the last call.", "Needs a decision, not more work.", "Ready from my side.", "Estimate: three hours.",
        "It came back, unfortunately.",
    ];

    public static readonly string[] OnMilestones =
    [
        "Can we keep this date?", "We are two days behind, but the weekend is long.", "All texts are in. From our side this can be ticked off.",
        "The printer is fully booked before that.", "Moved by a week after the call.", "Well done, everybody.", "I would tie this to the fair instead.",
        "Still waiting for two pictures.",
    ];

    public static readonly string[] OnEvents = ["I will be ten minutes late.", "Room is booked.", "Please bring the paper samples.", "I cannot make it. Tom stands in.", "Notes follow tonight."];

    /// <summary>What people of a trade write beside their hours. Those without a trade of their own do what the last do.</summary>
    public static readonly Dictionary<string, string[]> Work = new()
    {
        ["Designer"] = ["Sketches", "Corrections after the call", "Final artwork", "Layout", "Looking for pictures", "Colour proofs", "Icons"],
        ["Developer"] = ["Templates", "Tests and mending", "Staging server", "Code review", "Browser tests", "Data import", "Deployment"],
        ["Content strategist"] = ["Drafts", "Interviews", "Proofreading", "Editing", "Call about texts"],
        ["Project lead"] = ["Call with the client", "Planning", "Notes and follow-up", "Estimate", "Review"],
        ["Office manager"] = ["Bookkeeping", "Orders and deliveries", "Phone", "Preparing the meeting"],
        [""] = ["Call with the client", "Review", "Contract", "Workshop", "Travel"],
    };
}
