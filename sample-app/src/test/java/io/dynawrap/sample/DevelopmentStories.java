package io.dynawrap.sample;

import io.dynawrap.ItemStore;
import io.dynawrap.KeyValues;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.filter.OncePerRequestFilter;

/** Stories to look at in development, with which the page opens. */
@TestConfiguration(proxyBeanMethods = false)
class DevelopmentStories {

    private static final String OWNER = "johndoe";
    private static final List<String> TITLES = List.of(
            "The lighthouse",
            "A letter to the sea",
            "Low tide",
            "The ferryman's daughter",
            "Salt",
            "North wind",
            "The map that was wrong",
            "Seven gulls",
            "An island for sale",
            "The last lamp",
            "Driftwood",
            "Morning fog");

    private static final List<String> TEXTS = List.of(
            "By the sea.",
            "The lamp had not been lit for nine winters. Then, on a night without wind, the fishermen of the other shore saw it"
                    + " turn again, and nobody could say who had climbed the stairs.",
            "Two lines.\nNo more than that.");

    @Bean
    ApplicationRunner saveStories(ItemStore store) {
        return arguments -> {
            // a data directory keeps them, with what somebody changed in them
            if (store.query(Story.class, KeyValues.of("owner", OWNER)).first().isEmpty()) {
                store.batchWrite(IntStream.range(0, TITLES.size())
                        .mapToObj(n -> new Story(
                                OWNER,
                                "%04d".formatted(n + 1),
                                TITLES.get(n),
                                TEXTS.get(n % TEXTS.size()),
                                null,
                                n * 5L % 7,
                                null))
                        .toList());
            }
        };
    }

    /** Sends whoever opens the page without a question to these stories. */
    @Bean
    OncePerRequestFilter storiesOfJohndoe() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                if (request.getRequestURI().equals("/") && request.getQueryString() == null) {
                    response.sendRedirect("/?owner=" + OWNER);
                } else {
                    chain.doFilter(request, response);
                }
            }
        };
    }
}
