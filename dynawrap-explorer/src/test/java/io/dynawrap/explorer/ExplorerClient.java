package io.dynawrap.explorer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** Asks for pages as a browser would, and finds things in them. */
final class ExplorerClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]*)\"[^>]*>(.*?)</a>", Pattern.DOTALL);
    private static final Pattern SORT_KEY = Pattern.compile(
            "(?:data-label=\"Sort key\"><div>|<dt>Sort key</dt><dd>)(?:<a [^>]*>)?<code>(.*?)</code>", Pattern.DOTALL);

    private final URI page;

    ExplorerClient(int port, String contextPath) {
        page = URI.create("http://localhost:" + port + contextPath + "/dynawrap");
    }

    /** The page with some parameters, in pairs of name and value. */
    HttpResponse<String> get(String... parameters) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            pairs.add(encode(parameters[i]) + "=" + encode(parameters[i + 1]));
        }
        return send("GET", URI.create(page + "?" + String.join("&", pairs)));
    }

    HttpResponse<String> send(String method, URI address) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI page() {
        return page;
    }

    /** The page that a link of another one leads to, or empty if there is no such link. All links are queries. */
    Optional<HttpResponse<String>> follow(HttpResponse<String> from, String text) {
        return LINK.matcher(from.body())
                .results()
                .filter(link -> text(link.group(2)).equals(text))
                .map(link -> HtmlUtils.htmlUnescape(link.group(1)).replaceAll("#.*", ""))
                .findFirst()
                .map(query -> send("GET", URI.create(page + query)));
    }

    static List<String> sortKeys(HttpResponse<String> response) {
        int results = response.body().indexOf("id=\"results\"");
        return results < 0 ? List.of() : matches(SORT_KEY, response.body().substring(results));
    }

    /** The headers of the table of items. */
    static List<String> columns(HttpResponse<String> response) {
        String table = response.body().replaceAll("(?s).*class=\"items\"", "");
        return matches(Pattern.compile("scope=\"col\">(.*?)</th>"), table);
    }

    /** What the column with a header shows, from the first to the last item that has something there. */
    static List<String> column(HttpResponse<String> response, String header) {
        return matches(
                        Pattern.compile(
                                "data-label=\"" + Pattern.quote(header) + "\"><div>(.*?)</div></td>", Pattern.DOTALL),
                        response.body())
                .stream()
                .map(ExplorerClient::text)
                .toList();
    }

    private static List<String> matches(Pattern pattern, String body) {
        return pattern.matcher(body)
                .results()
                .map(found -> HtmlUtils.htmlUnescape(found.group(1)))
                .toList();
    }

    /** The whole fields of each item on a page that shows them. */
    static List<String> fields(HttpResponse<String> response) {
        return Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL)
                .matcher(response.body())
                .results()
                .map(json -> HtmlUtils.htmlUnescape(json.group(1)))
                .toList();
    }

    /** All that a person reads on a page. */
    static String text(HttpResponse<String> response) {
        return text(response.body());
    }

    private static String text(String markup) {
        return HtmlUtils.htmlUnescape(markup.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "))
                .trim();
    }

    /** The names of all elements on a page. */
    static List<String> elements(HttpResponse<String> response) {
        Matcher tags = Pattern.compile("<([a-zA-Z][a-zA-Z0-9]*)").matcher(response.body());
        return tags.results().map((MatchResult tag) -> tag.group(1)).distinct().toList();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
