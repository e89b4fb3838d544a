# exit: 7
class MyExit(SystemExit):
    code = 7


raise MyExit("ignored")
