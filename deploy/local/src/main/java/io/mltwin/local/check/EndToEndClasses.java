package io.mltwin.local.check;

import io.mltwin.local.layout.BoundedContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of the end-to-end tests and which names which; a class is written package/name.
 *
 * @param words each class with the words of its source
 * @param clients those that lie in src/clients: they need further programs
 */
record EndToEndClasses(Map<String, Set<String>> words, Set<String> clients) {
    private static final Pattern SOURCE =
            Pattern.compile("e2e-tests/src/(test|clients)/java/io/mltwin/e2e/(\\w+/[\\w-]+)\\.java");

    static EndToEndClasses read(Path checkout) throws IOException {
        EndToEndClasses classes = new EndToEndClasses(new HashMap<>(), new HashSet<>());
        try (Stream<Path> files = Files.walk(checkout.resolve("e2e-tests/src"))) {
            for (Path file : files.toList()) {
                Matcher source = SOURCE.matcher(checkout.relativize(file).toString());
                if (source.matches()) {
                    classes.add(source, BoundedContent.text(file));
                }
            }
        }
        return classes;
    }

    private void add(Matcher source, String text) {
        words.put(source.group(2), Set.copyOf(new HashSet<>(Arrays.asList(text.split("\\W+")))));
        if (source.group(1).equals("clients")) {
            clients.add(source.group(2));
        }
    }

    static boolean holds(String file) {
        return SOURCE.matcher(file).matches();
    }

    /** The test classes that a change of this source can touch: itself, and what leads to it. */
    Set<String> touchedBy(String file) {
        Matcher source = SOURCE.matcher(file);
        if (!source.matches()) {
            throw new IllegalArgumentException(file + " is no source of the end-to-end tests");
        }
        Set<String> touched = new HashSet<>(Set.of(source.group(2)));
        Deque<String> open = new ArrayDeque<>(touched);
        while (!open.isEmpty()) {
            String name = simpleName(open.pop());
            words.forEach((user, its) -> {
                if (its.contains(name) && touched.add(user)) {
                    open.push(user);
                }
            });
        }
        touched.removeIf(name -> !isTest(name));
        return touched;
    }

    /** The packages that have tests. */
    Set<String> packages() {
        return words.keySet().stream()
                .filter(this::isTest)
                .map(name -> name.substring(0, name.indexOf('/')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns whether the name, of a class or of a package, stands for some that need further programs. */
    boolean needPrograms(String name) {
        return clients.stream()
                .filter(this::isTest)
                .anyMatch(client ->
                        name.equals(TouchedTable.ALL) || client.equals(name) || client.startsWith(name + "/"));
    }

    private boolean isTest(String name) {
        return name.endsWith("Test") && words.containsKey(name);
    }

    private static String simpleName(String name) {
        return name.substring(name.indexOf('/') + 1);
    }
}
