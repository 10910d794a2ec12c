package io.mltwin.e2e.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks at a page as somebody does who sees little or nothing: names, labels, landmarks, contrast,
 * width. Where asked for, a picture of it is kept for the documentation.
 */
final class SeenPage {
    private static final boolean PICTURES = Boolean.getBoolean("mltwin.screenshots");
    private static final int NARROW = 320;

    /** What is wrong with the page, by the rules of WCAG 2.1 that a program can check. */
    private static final String FAULTS = """
            () => {
              const faults = [];
              const all = (selector) => [...document.querySelectorAll(selector)];
              if (document.documentElement.lang !== 'en') faults.push('no language');
              if (!document.title) faults.push('no title');
              if (all('h1').length !== 1) faults.push('not one h1');
              if (all('main').length !== 1) faults.push('not one main');
              if (all('script').length) faults.push('a script');
              for (const input of all('input:not([type=hidden])')) {
                if (!input.labels.length) faults.push('no label: ' + input.name);
                if (!input.autocomplete) faults.push('no autocomplete: ' + input.name);
              }
              for (const button of all('button')) {
                if (!button.textContent.trim()) faults.push('a button without a name');
                const box = button.getBoundingClientRect();
                if (box.height < 24) faults.push('a small button: ' + button.textContent);
              }
              for (const image of all('svg')) {
                const named = image.getAttribute('role') === 'img' && image.getAttribute('aria-label');
                if (!named && image.getAttribute('aria-hidden') !== 'true') faults.push('a picture without a name');
              }
              for (const element of all('[aria-describedby]')) {
                for (const id of element.getAttribute('aria-describedby').split(' ')) {
                  if (!document.getElementById(id)) faults.push('describes nothing: ' + id);
                }
              }
              const ids = all('[id]').map((element) => element.id);
              if (new Set(ids).size !== ids.length) faults.push('an id twice');
              const channel = (value) => {
                const part = value / 255;
                return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
              };
              const light = (rgb) => 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2]);
              const parse = (color) => (color.match(/[0-9.]+/g) || []).map(Number);
              const behind = (element) => {
                for (let at = element; at; at = at.parentElement) {
                  const color = parse(getComputedStyle(at).backgroundColor);
                  if (color.length === 3 || color[3] === 1) return color;
                }
                return [255, 255, 255];
              };
              for (const element of all('body *')) {
                const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
                if (!text) continue;
                const one = light(parse(getComputedStyle(element).color));
                const two = light(behind(element));
                const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
                if (ratio < 4.5) faults.push('contrast ' + ratio.toFixed(1) + ': ' + element.textContent.trim().slice(0, 30));
              }
              return faults;
            }""";

    private SeenPage() {}

    /**
     * @param name of the picture; null for none
     */
    static void look(Page page, String title, String name) {
        assertThat(page.locator("h1").allTextContents()).as(page.content()).containsExactly(title);
        assertThat(page.title()).contains(title);
        assertThat((List<?>) page.evaluate(FAULTS)).as(title).isEmpty();
        var size = page.viewportSize();
        page.setViewportSize(NARROW, 640);
        assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
                .as("width of '" + title + "' on a narrow screen")
                .isEqualTo(NARROW);
        page.setViewportSize(size.width, size.height);
        if (PICTURES && name != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(System.getProperty("mltwin.checkout"))
                            .resolve("docs/images/sign-in-" + name + ".png")));
        }
    }
}
