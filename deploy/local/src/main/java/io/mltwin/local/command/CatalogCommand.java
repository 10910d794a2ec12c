package io.mltwin.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** mltwin catalog: what plays which topic of the document, where it answers and whether it runs. */
@Command(
        name = "catalog",
        description = "Show the topics of the document with what plays each, where, and its state.",
        mixinStandardHelpOptions = true)
public final class CatalogCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    private static final String FORMAT = "%-16s %-10s %-8s %-52s %s%n";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        RunningPlatform running = platform.require();
        PlatformClient.Reply reply = running.client()
                .send(PlatformClient.Call.of(
                                "GET", running.settings().ports().of(PlatformService.WORKSPACE), "/_mltwin/catalog")
                        .as(running.tokens().administrator()));
        if (!reply.succeeded()) {
            throw new RefusalException("The catalogue was answered " + reply.status() + ": " + reply.body());
        }
        if (json) {
            System.out.println(reply.body());
            return 0;
        }
        System.out.printf(FORMAT, "NAME", "SERVICE", "STATE", "ENDPOINT", "TOPIC");
        for (JsonNode entry : reply.body().path("value")) {
            System.out.printf(
                    FORMAT,
                    entry.path("name").asText(),
                    entry.path("service").asText("-").replace("null", "-"),
                    entry.path("state").asText(),
                    entry.path("endpoint").asText("-").replace("null", "-"),
                    entry.path("topic").asText());
        }
        return 0;
    }
}
