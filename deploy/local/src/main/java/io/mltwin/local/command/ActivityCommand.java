package io.mltwin.local.command;

import io.mltwin.local.activity.ActivityTable;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** mltwin activity: the activity log of the subscription as a table, newest first. */
@Command(
        name = "activity",
        description = "Show the activity log: when, what, how it ended, who, on which resource.",
        mixinStandardHelpOptions = true)
public final class ActivityCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    @Option(
            names = "--as",
            paramLabel = "WHO",
            defaultValue = "reader",
            description = "Whose view it is (default: ${DEFAULT-VALUE}).")
    private String who;

    @Option(names = "--resource-group", paramLabel = "NAME", description = "Events of one resource group alone.")
    private String resourceGroup;

    @Option(
            names = "--last",
            paramLabel = "COUNT",
            defaultValue = "30",
            description = "How many events (default: ${DEFAULT-VALUE}).")
    private int last;

    @Override
    public Integer call() throws IOException {
        RunningPlatform running = platform.require();
        Azure azure = new Azure(running.settings(), running.tokens());
        new ActivityTable(
                        azure,
                        new FlowClient(running.client()),
                        running.fixture().subscription().subscriptionId())
                .lines(azure.armToken(who), resourceGroup, last)
                .forEach(System.out::println);
        return 0;
    }
}
