package io.dynawrap.explorer;

/** The frame of all pages. */
final class Layout {

    private Layout() {}

    static Html page(String title, String backend, Html content) {
        return Html.of("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s - Dynawrap explorer</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="dynawrap/explorer.css">
                </head>
                <body>
                <a class="skip" href="#content">Skip to the content</a>
                <header><a href="?">Dynawrap explorer</a> <span class="aside">%s</span></header>
                <main id="content">
                %s
                </main>
                <footer>Shows what is stored, and changes nothing.</footer>
                </body>
                </html>
                """, title, backend, content);
    }
}
