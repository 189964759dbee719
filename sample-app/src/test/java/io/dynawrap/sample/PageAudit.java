package io.dynawrap.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What every page owes to everyone who uses it, on any screen. */
final class PageAudit {

    /**
     * Texts whose contrast is below 4.5 to 1, or 3 to 1 where they are large: WCAG 2.2, success criterion 1.4.3. Colours
     * of ours are opaque, but for backgrounds that are not there at all.
     */
    private static final String FAINT_TEXTS = """
            const channels = colour => colour.match(/[\\d.]+/g).map(Number);
            const luminance = colour => {
              const [r, g, b] = channels(colour).slice(0, 3).map(value => {
                const part = value / 255;
                return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
              });
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const isThere = colour => channels(colour).length === 3 || channels(colour)[3] !== 0;
            const background = element => {
              for (let at = element; at !== null; at = at.parentElement) {
                const colour = getComputedStyle(at).backgroundColor;
                if (isThere(colour)) {
                  return colour;
                }
              }
              return matchMedia('(prefers-color-scheme: dark)').matches ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)';
            };
            const faint = [];
            for (const element of document.querySelectorAll('body *')) {
              const text = [...element.childNodes]
                .filter(node => node.nodeType === Node.TEXT_NODE)
                .map(node => node.textContent.trim())
                .join('');
              const typed = element.matches('input, select, textarea');
              if ((text === '' && !typed) || !element.checkVisibility()) {
                continue;
              }
              const style = getComputedStyle(element);
              const light = [luminance(style.color), luminance(background(element))].sort((a, b) => b - a);
              const contrast = (light[0] + 0.05) / (light[1] + 0.05);
              const large = parseFloat(style.fontSize) >= 24
                || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
              if (contrast < (large ? 3 : 4.5)) {
                faint.push(`${element.tagName} '${text.slice(0, 40)}' ${contrast.toFixed(2)}`);
              }
            }
            return faint;
            """;

    private static final String WITHOUT_LABEL = """
            return [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
              .filter(field => field.labels.length === 0)
              .map(field => field.outerHTML);
            """;

    private static final String FROM_ELSEWHERE = """
            return performance.getEntriesByType('resource')
              .map(resource => resource.name)
              .filter(name => !name.startsWith(location.origin + '/') && !name.startsWith('data:'));
            """;

    private static final String BAD_TABLES = """
            return [...document.querySelectorAll('table')]
              .filter(table => table.caption === null
                || [...table.tHead.rows[0].cells].some(cell => cell.scope !== 'col')
                || [...table.querySelectorAll('td')].some(cell => cell.getAttribute('role') !== 'cell'))
              .map(table => table.outerHTML.slice(0, 200));
            """;

    private static final String DUPLICATE_IDS = """
            const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
            return ids.filter((id, place) => ids.indexOf(id) !== place);
            """;

    private static final String OVERFLOW =
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private PageAudit() {}

    /** Checks the page that the browser shows, on a desktop and on phones, in light and in dark. */
    static void check(Browser browser) {
        assertThat((List<?>) browser.run(WITHOUT_LABEL))
                .as("fields without a label")
                .isEmpty();
        assertThat((List<?>) browser.run(BAD_TABLES))
                .as("tables without headers")
                .isEmpty();
        assertThat((List<?>) browser.run(DUPLICATE_IDS)).as("ids given twice").isEmpty();
        assertThat((List<?>) browser.run(FROM_ELSEWHERE))
                .as("resources of another host")
                .isEmpty();
        assertThat((Boolean) browser.run("return document.documentElement.lang === 'en' && document.title !== ''"
                        + " && document.querySelectorAll('main').length === 1"
                        + " && document.querySelectorAll('h1').length === 1"))
                .as("language, title, one main, one h1")
                .isTrue();
        try {
            for (boolean dark : new boolean[] {true, false}) {
                browser.preferDark(dark);
                assertThat((List<?>) browser.run(FAINT_TEXTS))
                        .as("faint texts, dark: " + dark)
                        .isEmpty();
            }
            for (int width : new int[] {360, 390, 768}) {
                browser.asPhone(width);
                assertThat(((Number) browser.run(OVERFLOW)).intValue())
                        .as("pixels beyond a width of " + width)
                        .isZero();
            }
        } finally {
            browser.asDesktop();
        }
    }
}
