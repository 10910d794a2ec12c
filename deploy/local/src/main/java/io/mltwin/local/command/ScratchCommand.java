package io.mltwin.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * mltwin scratch: which subscriptions get encrypted scratch disks for clusters of workspaces with
 * hbi_workspace; approves the support ticket of one.
 */
@Command(
        name = "scratch",
        description = "Show which subscriptions have encrypted scratch disks, or approve a ticket for one.",
        mixinStandardHelpOptions = true,
        subcommands = {ScratchCommand.Approve.class})
public final class ScratchCommand implements Callable<Integer> {
    private static final String PATH = "/_mltwin/scratch-tickets";
    private static final String FORMAT = "%-38s %-26s %-26s %s%n";

    @Mixin
    private PlatformOption platform;

    @Override
    public Integer call() throws IOException {
        print(send(platform, "GET", null));
        return 0;
    }

    @Command(
            name = "approve",
            description = "Approve the support ticket of a subscription that had a cluster before: new"
                    + " clusters of its workspaces with hbi_workspace have encrypted scratch disks.")
    static final class Approve implements Callable<Integer> {
        @Mixin
        private PlatformOption platform;

        @Parameters(paramLabel = "SUBSCRIPTION", description = "Its id.")
        private String subscriptionId;

        @Override
        public Integer call() throws IOException {
            print(List.of(send(platform, "POST", Map.of("subscriptionId", subscriptionId))));
            return 0;
        }
    }

    private static JsonNode send(PlatformOption platform, String method, Object body) throws IOException {
        RunningPlatform running = platform.require();
        Call call = Call.of(method, running.settings().ports().of(PlatformService.COMPUTE), PATH)
                .as(running.tokens().administrator());
        Reply reply = running.client().send(body == null ? call : call.json(body));
        if (!reply.succeeded()) {
            throw new RefusalException("compute answered " + reply.status() + " " + reply.body());
        }
        return reply.body();
    }

    private static void print(Iterable<JsonNode> subscriptions) {
        System.out.printf(FORMAT, "SUBSCRIPTION", "FIRST CLUSTER", "ENCRYPTED SINCE", "TICKET");
        for (JsonNode one : subscriptions) {
            System.out.printf(
                    FORMAT,
                    one.path("subscriptionId").asText(),
                    time(one.path("firstCluster")),
                    time(one.path("encryptedSince")),
                    time(one.path("ticketApproved")));
        }
    }

    private static String time(JsonNode time) {
        return time.isTextual() ? time.asText().replaceFirst("\\..*", "Z") : "-";
    }
}
