package io.mltwin.local.demo;

import io.mltwin.local.process.Progress;
import java.util.concurrent.TimeUnit;

/**
 * Prints what a demo tells. On a terminal it has colours, and one line at the bottom says what is
 * waited for; elsewhere such a line is printed every five seconds.
 */
public final class DemoOutput {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(5);
    private static final int WIDTH = 72;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Progress lines;
    private final boolean terminal;
    private long lastSaid = System.nanoTime();
    private String shownWait;

    /** The colours by what they mark. */
    enum Colour {
        TITLE("1"),
        CALLER("36"),
        CREDENTIAL("33"),
        GOOD("32"),
        BAD("31"),
        FAINT("2");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    /**
     * @param terminal whether colours and lines that are overwritten are understood
     */
    public DemoOutput(Progress lines, boolean terminal) {
        this.lines = lines;
        this.terminal = terminal;
    }

    public void say(String line) {
        clearWait();
        lines.say(line);
        lastSaid = System.nanoTime();
    }

    String coloured(Colour colour, String text) {
        return terminal ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }

    /** Shows what is waited for, in place of what was waited for before. */
    void showWait(String text) {
        if (terminal) {
            if (!text.equals(shownWait)) {
                String line = text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "…";
                System.out.print(CLEAR_LINE + "  " + coloured(Colour.FAINT, "… " + line));
                System.out.flush();
                shownWait = text;
            }
        } else if (System.nanoTime() - lastSaid > PAUSE) {
            say("  … " + text);
        }
    }

    private void clearWait() {
        if (shownWait != null) {
            System.out.print(CLEAR_LINE);
            shownWait = null;
        }
    }
}
