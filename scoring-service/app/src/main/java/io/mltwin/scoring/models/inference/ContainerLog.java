package io.mltwin.scoring.models.inference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last lines that a container printed: in memory alone, as a script may print its data, and
 * never more than a limit, however much it prints.
 */
public final class ContainerLog {

    static final int MAX_CHARACTERS = 256 * 1024;
    static final int MAX_LINES = 5000;

    private final Deque<String> lines = new ArrayDeque<>();
    private int characters;

    synchronized void add(String line) {
        lines.addLast(line);
        characters += line.length();
        while (characters > MAX_CHARACTERS || lines.size() > MAX_LINES) {
            characters -= lines.removeFirst().length();
        }
    }

    /** Returns the lines, oldest first. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
