package io.mltwin.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** mltwin advisories: shows or replaces what the packages of images are compared with. */
@Command(
        name = "advisories",
        description = "Show the advisories that images are compared with, or replace them.",
        mixinStandardHelpOptions = true,
        subcommands = {AdvisoriesCommand.Load.class, AdvisoriesCommand.Reset.class})
public final class AdvisoriesCommand implements Callable<Integer> {
    private static final String PATH = "/_mltwin/advisories";

    @Mixin
    private PlatformOption platform;

    @Override
    public Integer call() throws IOException {
        print(platform, "GET", null, "");
        return 0;
    }

    @Command(
            name = "load",
            description = "Compare with the advisories of a file from now on.",
            mixinStandardHelpOptions = true)
    static final class Load implements Callable<Integer> {
        @Mixin
        private PlatformOption platform;

        @Parameters(paramLabel = "FILE", description = "A record in OSV's format, or a JSON array of them.")
        private Path file;

        @Override
        public Integer call() throws IOException {
            JsonNode records = AdvisoryFile.read(file);
            print(platform, "PUT", records, file + " was not loaded, and nothing was changed: ");
            return 0;
        }
    }

    @Command(
            name = "reset",
            description = "Compare with the sample that comes with mltwin again.",
            mixinStandardHelpOptions = true)
    static final class Reset implements Callable<Integer> {
        @Mixin
        private PlatformOption platform;

        @Override
        public Integer call() throws IOException {
            print(platform, "DELETE", null, "");
            return 0;
        }
    }

    private static void print(PlatformOption platform, String method, JsonNode advisories, String refused)
            throws IOException {
        RunningPlatform running = platform.require();
        Call call = Call.of(method, running.settings().ports().of(PlatformService.SCORING), PATH)
                .as(running.tokens().administrator());
        Reply reply = running.client().send(advisories == null ? call : call.json(advisories));
        if (!reply.succeeded()) {
            String told = reply.body().path("error").path("message").asText();
            throw new RefusalException(
                    told.isEmpty() ? "scoring answered " + reply.status() + " " + reply.body() : refused + told);
        }
        int number = reply.body().path("advisories").asInt();
        System.out.println(number
                + (number == 1 ? " advisory, " : " advisories, ")
                + (reply.body().hasNonNull("loadedAt")
                        ? "loaded " + reply.body().path("loadedAt").asText()
                        : "the sample that comes with mltwin"));
    }
}
