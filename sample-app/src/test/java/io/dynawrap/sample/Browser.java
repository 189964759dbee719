package io.dynawrap.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The Chromium of this machine, without a window. Nothing is ever downloaded: the driver is the one on the path. */
final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Half a second, the default of the driver, is longer than a page takes. */
    private static final Duration POLLING = Duration.ofMillis(20);

    private final ChromeDriver driver;

    private Browser(File chromium, File chromeDriver) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium);
        options.addArguments("--headless=new", "--disable-dev-shm-usage", "--lang=en-US", "--window-size=1280,900");
        if (System.getProperty("user.name").equals("root")) {
            // Chromium does not start for root otherwise, as in most containers
            options.addArguments("--no-sandbox");
        }
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, console);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromeDriver)
                .usingAnyFreePort()
                .withTimeout(PATIENCE)
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
    }

    /** A new browser, or empty where Chromium or its driver is not on the path. */
    static Optional<Browser> open() {
        return onPath("chromium")
                .flatMap(chromium -> onPath("chromedriver").map(driver -> new Browser(chromium, driver)));
    }

    private static Optional<File> onPath(String program) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(directory -> new File(directory, program))
                .filter(File::canExecute)
                .findFirst();
    }

    void show(String address) {
        driver.get(address);
    }

    /** As a desktop shows the page. */
    void asDesktop() {
        screen(1280, 900, false);
    }

    /** As a phone of this width shows the page. */
    void asPhone(int width) {
        screen(width, 844, true);
    }

    private void screen(int width, int height, boolean mobile) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
    }

    void preferDark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    void allowScripts(boolean allowed) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** The texts that a person sees in elements, read with one command: each command takes some milliseconds. */
    @SuppressWarnings("unchecked")
    List<String> texts(String selector) {
        return (List<String>) run("""
                return [...document.querySelectorAll(arguments[0])]
                  .filter(element => element.checkVisibility({checkVisibilityCSS: true}))
                  .map(element => element.innerText.trim());
                """, selector);
    }

    WebElement button(String text) {
        return visible("""
                return [...document.querySelectorAll('button')]
                  .find(button => button.checkVisibility() && button.innerText.trim() === arguments[0]) ?? null;
                """, text);
    }

    /** The field with this label, as a person finds it. */
    WebElement field(String label) {
        return visible("""
                return [...document.querySelectorAll('label')]
                  .find(label => label.checkVisibility() && label.innerText.trim().startsWith(arguments[0]))?.control ?? null;
                """, label);
    }

    private WebElement visible(String script, String text) {
        Object found = run(script, text);
        if (found == null) {
            throw new AssertionError("There is no '" + text + "' on the page");
        }
        return (WebElement) found;
    }

    void fill(String label, String text) {
        WebElement field = field(label);
        field.clear();
        field.sendKeys(text);
    }

    /** Presses keys where the focus is. */
    void press(Keys... keys) {
        for (Keys key : keys) {
            new Actions(driver).sendKeys(key).perform();
        }
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    void follow(String linkText) {
        leave(() -> driver.findElement(By.linkText(linkText)).click());
    }

    /** Does what leads to another page, and waits until that page is there. */
    void leave(Runnable action) {
        run("window.left = true");
        action.run();
        new WebDriverWait(driver, PATIENCE, POLLING)
                // a script that runs while a page replaces another one
                .ignoring(WebDriverException.class)
                .until(driver ->
                        (Boolean) run("return window.left === undefined && document.readyState === 'complete'"));
    }

    /** Waits until a page that is drawn by a script, perhaps while it is looked at, is as expected. */
    void await(ExpectedCondition<Boolean> condition) {
        new WebDriverWait(driver, PATIENCE, POLLING)
                .ignoring(StaleElementReferenceException.class)
                .until(condition);
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What the browser complained of since the last call: scripts that failed, or what a policy kept from loading. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Waits for the first complaint, which may come after the page; says what {@link #complaints} does. */
    List<String> awaitComplaints() {
        List<String> complaints = new ArrayList<>();
        await(driver -> {
            complaints.addAll(complaints());
            return !complaints.isEmpty();
        });
        return complaints;
    }

    /** Writes a picture of the page, at all its length, beside the other output of the build. */
    void screenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Number height = (Number) run("return document.documentElement.scrollHeight");
        Number width = (Number) run("return document.documentElement.clientWidth");
        Map<String, Object> picture = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
        Files.write(SCREENSHOTS.resolve(name + ".png"), OutputType.BYTES.convertFromBase64Png((String)
                picture.get("data")));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
