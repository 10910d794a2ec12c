package io.mltwin.e2e.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of the table of pages in docs/console.md.
 *
 * @param path with words in braces for ids
 * @param hooks values of {@code data-test} that the page has
 */
record DocumentedPage(String path, String heading, String chineseHeading, List<String> hooks) {
    private static final Pattern ROW = Pattern.compile("\\| `(/[^`]*)` \\| ([^|]+) \\| ([^|]+) \\| ([^|]*)\\|");
    private static final Pattern HOOK = Pattern.compile("`([a-z0-9-]+)`");

    static List<DocumentedPage> readAll(Path checkout) throws IOException {
        List<DocumentedPage> rows = new ArrayList<>();
        for (String line : Files.readAllLines(checkout.resolve("docs/console.md"))) {
            Matcher row = ROW.matcher(line.trim());
            if (row.matches()) {
                List<String> hooks = new ArrayList<>();
                Matcher hook = HOOK.matcher(row.group(4));
                while (hook.find()) {
                    hooks.add(hook.group(1));
                }
                rows.add(new DocumentedPage(
                        row.group(1), row.group(2).trim(), row.group(3).trim(), hooks));
            }
        }
        return rows;
    }

    /** Returns the name of the page's picture, {@code resources-armid}. */
    String pictureName() {
        String name = path.replaceAll("[^A-Za-z]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? "home" : name;
    }
}
