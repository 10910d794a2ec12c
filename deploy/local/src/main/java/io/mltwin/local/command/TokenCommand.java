package io.mltwin.local.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * mltwin token: prints an access token from identity-service, as az account get-access-token does.
 */
@Command(name = "token", description = "Print an access token.", mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {
    @Mixin
    private PlatformOption platform;

    private static final String ADMINISTRATOR = "admin";

    @Option(
            names = "--as",
            paramLabel = "WHO",
            defaultValue = "owner",
            description =
                    "owner, contributor, reader, nobody, sp1, olivia, carl, rita, nora or admin" + " (default: owner).")
    private String who;

    @Option(
            names = "--resource",
            paramLabel = "URL",
            defaultValue = "https://management.azure.com",
            description = "What the token is for (default: ${DEFAULT-VALUE}).")
    private String resource;

    @Override
    public Integer call() throws IOException {
        RunningPlatform running = platform.require();
        System.out.println(
                who.equals(ADMINISTRATOR)
                        ? running.tokens().administrator()
                        : running.tokens().of(who, resource));
        return 0;
    }
}
