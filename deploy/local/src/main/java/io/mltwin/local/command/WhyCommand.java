package io.mltwin.local.command;

import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.why.DecisionText;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** mltwin why: which role or deny assignment decided, and what would allow it. */
@Command(name = "why", description = "Explain why a request was refused.", mixinStandardHelpOptions = true)
public final class WhyCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    private static final String ADMINISTRATOR = "admin";

    @Parameters(paramLabel = "DECISION", description = "The id in the header x-ms-mltwin-decision of the 403.")
    private String decision;

    @Option(
            names = "--as",
            paramLabel = "WHO",
            defaultValue = ADMINISTRATOR,
            description = "Who asks: admin (default), or a principal of the fixture, who sees their own"
                    + " decisions and those where they may read role assignments.")
    private String who;

    @Override
    public Integer call() throws IOException {
        RunningPlatform running = platform.require();
        if (!decision.matches("[A-Za-z0-9-]{1,64}")) {
            throw new RefusalException("'" + decision + "' is no id of a decision.");
        }
        String token = who.equals(ADMINISTRATOR)
                ? running.tokens().administrator()
                : running.tokens().of(who, "https://management.azure.com");
        Reply reply = running.client()
                .send(Call.of(
                                "GET",
                                running.settings().ports().of(PlatformService.IDENTITY),
                                "/_mltwin/access/decisions/" + decision)
                        .as(token));
        if (!reply.succeeded()) {
            throw new RefusalException(
                    reply.body().path("error").path("message").asText("identity answered " + reply.status() + "."));
        }
        DecisionText.of(reply.body()).forEach(System.out::println);
        return 0;
    }
}
