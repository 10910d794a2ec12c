package io.mltwin.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** mltwin keys: shows Azure AD's signing keys, or lets a new one sign from now on. */
@Command(
        name = "keys",
        description = "Show the signing keys, or roll Azure AD's over.",
        mixinStandardHelpOptions = true,
        subcommands = {KeysCommand.Rollover.class})
public final class KeysCommand implements Callable<Integer> {
    private static final String PATH = "/_mltwin/keys";

    @Mixin
    private PlatformOption platform;

    @Override
    public Integer call() throws IOException {
        print(platform, "GET", PATH);
        return 0;
    }

    @Command(name = "rollover", description = "Sign with a new key; the old one is honoured until its tokens expire.")
    static final class Rollover implements Callable<Integer> {
        @Mixin
        private PlatformOption platform;

        @Override
        public Integer call() throws IOException {
            print(platform, "POST", PATH + "/rollover");
            return 0;
        }
    }

    private static void print(PlatformOption platform, String method, String path) throws IOException {
        RunningPlatform running = platform.require();
        Call call = Call.of(method, running.settings().ports().of(PlatformService.IDENTITY), path)
                .as(running.tokens().administrator());
        Reply reply = running.client().send(call);
        if (!reply.succeeded()) {
            throw new RefusalException("identity answered " + reply.status() + " " + reply.body());
        }
        for (JsonNode key : reply.body()) {
            System.out.println(key.path("purpose").asText()
                    + " "
                    + key.path("keyId").asText()
                    + (key.hasNonNull("retiresOn")
                            ? " until " + key.path("retiresOn").asText()
                            : " signs"));
        }
    }
}
