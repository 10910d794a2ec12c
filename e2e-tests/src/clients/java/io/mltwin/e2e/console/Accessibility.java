package io.mltwin.e2e.console;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;

/** What axe finds wrong with a page by WCAG 2.1 A and AA, in both themes, narrow and wide. */
final class Accessibility {
    private static final List<String> STANDARD =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");
    private static final int[] WIDTHS = {320, 1280};
    private static final int HEIGHT = 800;

    private Accessibility() {}

    static List<String> faults(Page page) {
        List<String> faults = new ArrayList<>();
        for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new EmulateMediaOptions().setColorScheme(theme));
            for (int width : WIDTHS) {
                page.setViewportSize(width, HEIGHT);
                String where = " (" + theme + ", " + width + " px)";
                Object seen = page.evaluate("() => document.documentElement.scrollWidth");
                if (((Number) seen).intValue() > width) {
                    faults.add("wider than the window: " + seen + " px" + where);
                }
                for (Rule rule :
                        new AxeBuilder(page).withTags(STANDARD).analyze().getViolations()) {
                    for (CheckedNode node : rule.getNodes()) {
                        faults.add(rule.getId() + ": " + node.getHtml() + where);
                    }
                }
            }
        }
        return faults;
    }
}
