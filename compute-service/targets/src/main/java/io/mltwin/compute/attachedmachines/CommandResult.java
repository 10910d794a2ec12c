package io.mltwin.compute.attachedmachines;

/**
 * The result of a command on a machine.
 *
 * @param exitCode -1 when the machine did not say
 * @param output the beginning of its output
 * @param errors the beginning of its errors
 */
public record CommandResult(int exitCode, String output, String errors) {

    private static final int MOST_SAID = 400;

    public boolean isSuccess() {
        return exitCode == 0;
    }

    /** The beginning of what it said, its errors if there are any. */
    public String said() {
        String text = errors.isBlank() ? output.strip() : errors.strip();
        return text.isEmpty() ? "exit code " + exitCode : text.substring(0, Math.min(MOST_SAID, text.length()));
    }
}
