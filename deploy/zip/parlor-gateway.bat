@echo off
rem Starts the gateway. Arguments: parlor-gateway --help. Without any the settings are those of
rem application.conf beside this folder. JAVA_OPTS go to the JVM, which is JAVA_HOME's or the PATH's.
setlocal
set top=%~dp0..
set java=java
if defined JAVA_HOME set java=%JAVA_HOME%\bin\java
set collector=-XX:+UseParallelGC -XX:MaxNewSize=32m
echo "%JAVA_OPTS%" | findstr /r /c:"-XX:+Use.*GC" >nul && set collector=
if "%~1"=="" (
  "%java%" -Dfile.encoding=UTF-8 -Djava.net.preferIPv4Stack=true --enable-native-access=ALL-UNNAMED %collector% %JAVA_OPTS% -cp "%top%\lib\gateway\*" parlor.gateway.GatewayMain --config "%top%\application.conf"
) else (
  "%java%" -Dfile.encoding=UTF-8 -Djava.net.preferIPv4Stack=true --enable-native-access=ALL-UNNAMED %collector% %JAVA_OPTS% -cp "%top%\lib\gateway\*" parlor.gateway.GatewayMain %*
)
