package io.mltwin.e2e.console;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;

/**
 * What axe finds wrong with a page by WCAG 2.1 A and AA. Each language is looked at in both themes
 * and widths, and the two languages together in every pair of theme and width; {@code
 * -Dmltwin.axe=all} takes every pair in each language.
 */
final class Accessibility {
    private static final List<String> STANDARD = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");
    private static final int[] WIDTHS = {320, 1280};
    private static final int HEIGHT = 800;

    /** The innermost element that makes the page wider than the window, or null. */
    private static final String TOO_WIDE = """
            () => {
              const page = document.documentElement;
              if (page.scrollWidth <= page.clientWidth) return null;
              const wide = [...document.querySelectorAll('main *, footer *, header *')].filter(
                (one) => one.getBoundingClientRect().right > page.clientWidth && !one.closest('.wide'));
              return page.scrollWidth + ' px by ' + (wide.pop() || page).outerHTML.slice(0, 200);
            }""";

    /**
     * The rules that the page breaks, with the elements. It runs in the page: the builder's own way
     * opens another browser for each result. Two frames are drawn first, in which the page notices
     * its new width; a browser with much to do may draw none for long. Playwright waits for ever
     * for what runs in a page, so that ends by itself.
     */
    private static final String BROKEN_RULES = """
            async (tags) => {
              await Promise.race([
                new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
                new Promise((enough) => setTimeout(enough, 2000))]);
              const found = await Promise.race([
                axe.run(document,
                  { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }),
                new Promise((ignored, late) => setTimeout(
                  () => late(new Error('axe has not ended within a minute')), 60000))]);
              return found.violations.flatMap(
                (rule) => rule.nodes.map((node) => rule.id + ': ' + node.html));
            }""";

    private static final String AXE = "() => {" + AxeBuilder.getAxeScript() + "}";
    private static final boolean ALL = "all".equals(System.getProperty("mltwin.axe"));

    private Accessibility() {}

    /**
     * @param darkWidth the width at which the dark theme is looked at, 320 or 1280
     */
    static List<String> faults(Page page, int darkWidth) {
        List<String> faults = new ArrayList<>();
        page.evaluate(AXE);
        for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new EmulateMediaOptions().setColorScheme(theme));
            for (int width : WIDTHS) {
                if (!ALL && (theme == ColorScheme.DARK) != (width == darkWidth)) {
                    continue;
                }
                page.setViewportSize(width, HEIGHT);
                String where = " (" + theme + ", " + width + " px)";
                Object wide = page.evaluate(TOO_WIDE);
                if (wide != null) {
                    faults.add("wider than the window: " + wide + where);
                }
                for (Object broken : (List<?>) page.evaluate(BROKEN_RULES, STANDARD)) {
                    faults.add(broken + where);
                }
            }
        }
        return faults;
    }
}
