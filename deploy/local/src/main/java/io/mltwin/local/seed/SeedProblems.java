package io.mltwin.local.seed;

import io.mltwin.local.layout.RefusalException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All that is wrong with a seed file, each with its place. */
final class SeedProblems {
    private final Path file;
    private final Set<Problem> found = new TreeSet<>();

    SeedProblems(Path file) {
        this.file = file;
    }

    /** A place in a file; line and column are counted from 1. */
    record Place(int line, int column) {}

    private record Problem(Place place, String message) implements Comparable<Problem> {
        @Override
        public int compareTo(Problem other) {
            int lines = Integer.compare(place.line(), other.place.line());
            int columns = Integer.compare(place.column(), other.place.column());
            return lines != 0 ? lines : columns != 0 ? columns : message.compareTo(other.message);
        }
    }

    void add(Place place, String message) {
        found.add(new Problem(place, message));
    }

    /**
     * @throws RefusalException with a line for each problem, if there is one
     */
    void refuse() {
        if (!found.isEmpty()) {
            throw new RefusalException(found.stream()
                    .map(problem -> at(problem.place()) + ": " + problem.message())
                    .collect(Collectors.joining("\n")));
        }
    }

    /** Returns file, line and column as compilers print them. */
    String at(Place place) {
        return file + ":" + place.line() + ":" + place.column();
    }
}
