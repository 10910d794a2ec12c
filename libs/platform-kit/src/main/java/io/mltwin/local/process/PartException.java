package io.mltwin.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A part that did not start: which one, why, and where its log lies. */
public final class PartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String part;
    private final Path log;

    PartException(String part, String reason, List<String> lastLines, Optional<String> advice, Path log) {
        super(text(part, reason, lastLines, log)
                + advice.map(sentence -> "\n  " + sentence).orElse(""));
        this.part = part;
        this.log = log;
    }

    public PartException(String part, String reason, Path log, Throwable cause) {
        super(text(part, reason, List.of(), log), cause);
        this.part = part;
        this.log = log;
    }

    private PartException(PartException told, Path log) {
        super(told.getMessage().replace(told.log.toString(), log.toString()), told);
        this.part = told.part;
        this.log = log;
    }

    /** Returns the same of a part whose log will lie in another folder. */
    public PartException withLogIn(Path folder) {
        return new PartException(this, folder.resolve(log.getFileName()));
    }

    private static String text(String part, String reason, List<String> lastLines, Path log) {
        StringBuilder text = new StringBuilder(part + " did not start: " + reason);
        for (String line : lastLines) {
            text.append("\n    ").append(line);
        }
        return text.append("\n  Its log: ").append(log).toString();
    }

    public String part() {
        return part;
    }

    public Path log() {
        return log;
    }
}
