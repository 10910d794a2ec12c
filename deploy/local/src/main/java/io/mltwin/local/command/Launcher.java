package io.mltwin.local.command;

import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.PartException;
import picocli.CommandLine;

/**
 * The command mltwin: starts, looks after and ends a local twin of Azure Machine Learning's
 * security plane.
 */
public final class Launcher {
    private static final int FAILED = 1;

    private Launcher() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /**
     * Runs the command and gives its exit code: a refusal is one sentence on standard error,
     * without a stack trace.
     */
    public static int run(String... arguments) {
        CommandLine command = new CommandLine(new MltwinCommand());
        passOnArguments(command.getSubcommands().get("az"));
        passOnArguments(command.getSubcommands().get("shell"));
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof RefusalException || failure instanceof PartException) {
                line.getErr().println("mltwin: " + failure.getMessage());
            } else {
                line.getErr().println("mltwin: unexpected failure: " + failure);
                failure.printStackTrace(line.getErr());
            }
            line.getErr().flush();
            return FAILED;
        });
        return command.execute(arguments);
    }

    /** Passes the arguments behind the command's own options to another program. */
    private static void passOnArguments(CommandLine command) {
        command.setStopAtPositional(true).setUnmatchedOptionsArePositionalParams(true);
    }
}
