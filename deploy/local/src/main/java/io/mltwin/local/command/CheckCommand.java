package io.mltwin.local.command;

import io.mltwin.local.check.ChangedFiles;
import io.mltwin.local.check.CheckPlan;
import io.mltwin.local.check.CheckPlanner;
import io.mltwin.local.check.CheckRun;
import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** mltwin check: runs the tests that a change of the sources can touch. */
@Command(
        name = "check",
        description = {
            "Run the tests that a change of the sources can touch, cheapest first, by git and Maven.",
            "It is for the way to a change: '.ci/run' checks the whole."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    @Option(
            names = "--since",
            paramLabel = "REV",
            description = "What differs from this revision (default: from where the branch left"
                    + " origin/main, or from the last commit where there is none).")
    private String since;

    @Option(
            names = {"--plan", "--dry-run"},
            description = "Say what would run and why; run nothing.")
    private boolean planOnly;

    @Option(names = "--without-clients", description = "Leave out the tests that need Chromium, az and other programs.")
    private boolean withoutClients;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path checkout = Checkout.find().sources();
        ChangedFiles changed = ChangedFiles.find(checkout, since);
        int count = changed.files().size();
        System.out.printf("Changed since %s: %d %s%n", changed.since(), count, count == 1 ? "file" : "files");
        CheckPlan plan = CheckPlanner.plan(checkout, changed.files());
        if (plan.isEmpty()) {
            System.out.println(
                    count == 0
                            ? "Nothing has changed, so there is nothing to test."
                            : "No test reads what has changed.");
            return 0;
        }
        plan.lines().forEach(System.out::println);
        if (!planOnly) {
            new CheckRun(checkout, "mvn", System.out).run(plan, !withoutClients);
        }
        return 0;
    }
}
