package io.dynawrap.explorer;

import java.util.Locale;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * A piece of markup. Text is always escaped, so stored data and parameters of a request never become markup.
 */
final class Html {

    static final Html NONE = new Html("");

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /**
     * Fills a template of this package.
     *
     * @param template markup with a {@code %s} for each part
     * @param parts markup, which is inserted as it is, or any other object, whose text is escaped for content and for
     *     attributes in double quotes
     */
    static Html of(String template, Object... parts) {
        Object[] escaped = Stream.of(parts).map(Html::escaped).toArray();
        return new Html(String.format(Locale.ROOT, template, escaped));
    }

    private static String escaped(Object part) {
        return part instanceof Html html ? html.markup : HtmlUtils.htmlEscape(String.valueOf(part), "UTF-8");
    }

    static Collector<Html, ?, Html> joining() {
        return Collectors.collectingAndThen(Collectors.mapping(html -> html.markup, Collectors.joining()), Html::new);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Html html && markup.equals(html.markup);
    }

    @Override
    public int hashCode() {
        return markup.hashCode();
    }

    @Override
    public String toString() {
        return markup;
    }
}
