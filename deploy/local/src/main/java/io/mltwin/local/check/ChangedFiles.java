package io.mltwin.local.check;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The files of the checkout that differ from a revision: committed since, uncommitted, or not known
 * to git.
 *
 * @param since the revision with the reason why it was taken
 * @param files paths below the checkout
 */
public record ChangedFiles(String since, List<String> files) {
    private static final String MAIN = "origin/main";

    /**
     * Asks git.
     *
     * @param revision null for the commit where this branch left origin/main, or the last commit if
     *     there is none
     */
    public static ChangedFiles find(Path checkout, String revision) throws IOException, InterruptedException {
        if (git(checkout, "rev-parse", "--git-dir").isEmpty()) {
            throw new RefusalException(checkout + " is not a checkout of git, which is asked what has changed.");
        }
        if (revision != null) {
            return since(checkout, revision, revision);
        }
        Optional<String> base = git(checkout, "merge-base", "HEAD", MAIN);
        return base.isPresent()
                ? since(checkout, base.get().strip(), "where this branch left " + MAIN)
                : since(checkout, "HEAD", "the last commit, as there is no " + MAIN);
    }

    private static ChangedFiles since(Path checkout, String revision, String name)
            throws IOException, InterruptedException {
        String commit = git(checkout, "rev-parse", "--verify", "--short", revision + "^{commit}")
                .orElseThrow(() -> new RefusalException("git knows no revision " + revision))
                .strip();
        TreeSet<String> files = new TreeSet<>();
        files.addAll(list(checkout, "diff", "--name-only", "--no-renames", "-z", "--relative", commit));
        files.addAll(list(checkout, "ls-files", "--others", "--exclude-standard", "-z"));
        return new ChangedFiles(commit + ", " + name, List.copyOf(files));
    }

    private static List<String> list(Path checkout, String... arguments) throws IOException, InterruptedException {
        String output = git(checkout, arguments)
                .orElseThrow(() -> new RefusalException("'git " + arguments[0] + "' failed in " + checkout));
        return Arrays.stream(output.split("\0")).filter(file -> !file.isEmpty()).toList();
    }

    /** Returns the output of git; empty if it fails. */
    private static Optional<String> git(Path checkout, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", checkout.toString()));
        command.addAll(List.of(arguments));
        Process process = start(command);
        process.getOutputStream().close();
        String output = BoundedContent.printed(process);
        return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new RefusalException("git was not found, which is asked what has changed: install git.", e);
        }
    }
}
